//! What `view!` makes: one type for every element, drawn by one piece of code.
//!
//! Leptos gives each element, attribute and closure a type of its own, and each type its own drawing code. That is fast and
//! large. A screen of this app has some hundred elements, so here it is small: `docs/dependencies.md` has the bytes. State and
//! effects are Leptos's own; a [`Node`] is a Leptos view like any other.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::html::element::ElementType;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::web_sys::{Element, Event};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;

pub use mijn_brug_view::{component, view};

mod draw;

/// A part of a screen, not drawn yet.
pub struct Node(SendWrapper<Part>);

/// Kinds of parts.
enum Part {
    Nothing,
    Text(Cow<'static, str>),
    Tag(Tag),
    List(Vec<Node>),
    Follows(Box<dyn Fn() -> Node>),
    Keyed(Cow<'static, str>, Box<Node>),
    Any(AnyView),
}

impl Node {
    /// Drawn anew where something with another key stood, and over what stood there where the key is the same: of one screen
    /// nothing stays on the next.
    pub fn keyed(self, key: impl Into<Cow<'static, str>>) -> Self {
        node(Part::Keyed(key.into(), Box::new(self)))
    }
}

/// An element with its attributes and children.
pub struct Tag(Box<Parts>);

struct Parts {
    /// Its name and fixed attributes, parted by the character of code 0.
    fixed: &'static str,
    is_drawing: bool,
    sets: Vec<Set>,
    children: Vec<Node>,
}

/// Something that is set on an element.
struct Set {
    name: &'static str,
    what: What,
}

enum What {
    Attribute(Value),
    Property(Value),
    Class(Value),
    Html(&'static str),
    Hears(Box<dyn FnMut(Event)>),
    Refers(Box<dyn FnOnce(&Element)>),
}

/// The value of an attribute or property.
pub enum Value {
    /// Not there.
    Absent,
    /// There or not; a property that is true or false.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
    /// Follows the state.
    Follows(Box<dyn Fn() -> Value>),
}

/// An element of the page.
#[inline(never)]
pub fn element(fixed: &'static str) -> Tag {
    tag(fixed, false)
}

/// An element of a drawing (svg).
#[inline(never)]
pub fn drawn(fixed: &'static str) -> Tag {
    tag(fixed, true)
}

fn tag(fixed: &'static str, is_drawing: bool) -> Tag {
    Tag(Box::new(Parts {
        fixed,
        is_drawing,
        sets: Vec::new(),
        children: Vec::new(),
    }))
}

impl Tag {
    /// Sets an attribute.
    pub fn attribute(self, name: &'static str, value: impl IntoValue) -> Self {
        self.set_attribute(name, value.into_value())
    }

    #[inline(never)]
    fn set_attribute(self, name: &'static str, value: Value) -> Self {
        self.set(name, What::Attribute(value))
    }

    /// Sets a property of the element's object.
    pub fn property(self, name: &'static str, value: impl IntoValue) -> Self {
        self.set(name, What::Property(value.into_value()))
    }

    /// Gives it a class while the value is true.
    pub fn class(self, name: &'static str, value: impl IntoValue) -> Self {
        self.set(name, What::Class(value.into_value()))
    }

    /// Fills it with html that the program brings itself.
    pub fn html(self, html: &'static str) -> Self {
        self.set("", What::Html(html))
    }

    /// Does something when an event happens.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.hears(event, Box::new(act))
    }

    #[inline(never)]
    fn hears(self, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        self.set(event, What::Hears(act))
    }

    /// Tells a reference which element it means.
    pub fn reference<E>(self, reference: NodeRef<E>) -> Self
    where
        E: ElementType + 'static,
        E::Output: JsCast + Clone + 'static,
        NodeRef<E>: NodeRefContainer<E>,
    {
        self.set("", What::Refers(Box::new(move |element| reference.load(element))))
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, what: What) -> Self {
        self.0.sets.push(Set { name, what });
        self
    }

    /// Adds a child.
    pub fn child(self, child: impl IntoNode) -> Self {
        self.add(child.into_node())
    }

    #[inline(never)]
    fn add(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }
}

/// Several nodes beside each other.
pub struct List(Vec<Node>);

/// An empty list.
#[inline(never)]
pub fn list() -> List {
    List(Vec::new())
}

impl List {
    /// Adds a node.
    pub fn with(self, node: impl IntoNode) -> Self {
        self.add(node.into_node())
    }

    #[inline(never)]
    fn add(mut self, node: Node) -> Self {
        self.0.push(node);
        self
    }

    /// The list as one node.
    #[inline(never)]
    pub fn into_node_list(self) -> Node {
        node(Part::List(self.0))
    }
}

/// The props of a component; `#[component]` makes them.
pub trait Props {
    /// None of them is set.
    type Start;

    /// Begins to set them.
    fn start() -> Self::Start;
}

/// The mark of a required prop that is set.
pub struct IsSet;

/// Begins to set the props of a component.
pub fn props<P: Props>(_component: &impl Fn(Box<P>) -> Node) -> P::Start {
    P::start()
}

fn node(part: Part) -> Node {
    Node(SendWrapper::new(part))
}

/// What can stand in a `view!`.
pub trait IntoNode {
    /// Makes a node of it.
    fn into_node(self) -> Node;
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for () {
    #[inline(never)]
    fn into_node(self) -> Node {
        node(Part::Nothing)
    }
}

impl IntoNode for Tag {
    #[inline(never)]
    fn into_node(self) -> Node {
        node(Part::Tag(self))
    }
}

impl IntoNode for String {
    #[inline(never)]
    fn into_node(self) -> Node {
        node(Part::Text(Cow::Owned(self)))
    }
}

impl IntoNode for &'static str {
    #[inline(never)]
    fn into_node(self) -> Node {
        node(Part::Text(Cow::Borrowed(self)))
    }
}

impl IntoNode for AnyView {
    #[inline(never)]
    fn into_node(self) -> Node {
        node(Part::Any(self))
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        match self {
            Some(it) => it.into_node(),
            None => ().into_node(),
        }
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        self.into_iter().collect()
    }
}

impl<T: IntoNode, F: Fn() -> T + 'static> IntoNode for F {
    fn into_node(self) -> Node {
        follows(Box::new(move || self().into_node()))
    }
}

#[inline(never)]
fn follows(draw: Box<dyn Fn() -> Node>) -> Node {
    node(Part::Follows(draw))
}

impl<T: IntoNode> FromIterator<T> for Node {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        node(Part::List(items.into_iter().map(IntoNode::into_node).collect()))
    }
}

/// What can be the value of an attribute or property.
pub trait IntoValue {
    /// Makes a value of it.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Absent, IntoValue::into_value)
    }
}

impl<T: IntoValue, F: Fn() -> T + 'static> IntoValue for F {
    fn into_value(self) -> Value {
        Value::Follows(Box::new(move || self().into_value()))
    }
}

impl<T: IntoValue + Clone + Send + Sync + 'static> IntoValue for RwSignal<T> {
    fn into_value(self) -> Value {
        Value::Follows(Box::new(move || self.get().into_value()))
    }
}

impl<T: IntoValue + Clone + Send + Sync + 'static> IntoValue for Signal<T> {
    fn into_value(self) -> Value {
        Value::Follows(Box::new(move || self.get().into_value()))
    }
}
