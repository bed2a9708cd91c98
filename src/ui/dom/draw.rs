//! Draws nodes, and draws them again over what they were: an element that stays keeps its focus and what was typed in it.
//!
//! The page is not ours alone. A browser's translation puts elements of its own in the place of texts, a dictionary parts
//! them, a password manager sets something beside an input. So a text knows the room that is its own ([`words`]), and an
//! element is removed from wherever it is.

use std::borrow::Cow;

use leptos::reactive::effect::RenderEffect;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use leptos::web_sys::{self, Comment, Element, Event};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::{Node, Part, Parts, Set, Tag, Value, What};
use words::Words;

mod words;

/// A part that was drawn.
pub enum State {
    Nothing(Comment),
    Words(Words),
    Keyed(Cow<'static, str>, Box<State>),
    Tag(Box<Drawn>),
    List(Vec<State>, Comment),
    Follows(RenderEffect<State>),
    Any(AnyViewState),
}

/// An element that was drawn.
pub struct Drawn {
    fixed: &'static str,
    element: Element,
    bonds: Vec<(&'static str, Bond)>,
    children: Vec<State>,
}

/// What keeps an element following the state, or heard.
enum Bond {
    Fixed,
    Follows { _effect: RenderEffect<()> },
    Hears(Closure<dyn FnMut(Event)>),
}

impl Render for Node {
    type State = State;

    fn build(self) -> State {
        self.draw(None)
    }

    fn rebuild(self, state: &mut State) {
        self.draw_over(state, None);
    }
}

impl Node {
    /// Draws it. `alone_in` is the element that holds this node and nothing else.
    fn draw(self, alone_in: Option<&Element>) -> State {
        match self.0.take() {
            Part::Nothing => State::Nothing(Rndr::create_placeholder()),
            Part::Text(text) => State::Words(Words::new(text, alone_in)),
            Part::Tag(tag) => State::Tag(Box::new(tag.build())),
            Part::List(nodes) => State::List(
                nodes.into_iter().map(Render::build).collect(),
                Rndr::create_placeholder(),
            ),
            Part::Follows(draw) => {
                let alone_in = alone_in.cloned();
                State::Follows(RenderEffect::new(move |before: Option<State>| {
                    let node = draw();
                    match before {
                        Some(mut state) => {
                            node.draw_over(&mut state, alone_in.as_ref());
                            state
                        }
                        None => node.draw(alone_in.as_ref()),
                    }
                }))
            }
            Part::Keyed(key, node) => State::Keyed(key, Box::new(node.draw(alone_in))),
            Part::Any(view) => State::Any(view.build()),
        }
    }

    /// Draws it over what was drawn before, as far as both are alike.
    fn draw_over(self, state: &mut State, alone_in: Option<&Element>) {
        let part = match (self.0.take(), &mut *state) {
            (Part::Nothing, State::Nothing(_)) => return,
            (Part::Text(text), State::Words(words)) => return words.set(text),
            (Part::Tag(tag), State::Tag(drawn)) if tag.is_like(drawn) => return tag.rebuild(drawn),
            (Part::List(nodes), State::List(drawn, end)) => return rebuild_list(nodes, drawn, end),
            (Part::Keyed(key, node), State::Keyed(old, drawn)) if key == *old => {
                return node.draw_over(drawn, alone_in);
            }
            (Part::Any(view), State::Any(drawn)) => return view.rebuild(drawn),
            (part, _) => part,
        };
        let mut new = super::node(part).draw(alone_in);
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

fn rebuild_list(nodes: Vec<Node>, drawn: &mut Vec<State>, end: &Comment) {
    for mut surplus in drawn.drain(nodes.len().min(drawn.len())..) {
        surplus.unmount();
    }
    let n_drawn = drawn.len();
    for (place, node) in nodes.into_iter().enumerate() {
        if let Some(state) = drawn.get_mut(place).filter(|_| place < n_drawn) {
            node.rebuild(state);
        } else {
            let mut state = node.build();
            end.insert_before_this(&mut state);
            drawn.push(state);
        }
    }
}

impl Tag {
    fn build(self) -> Drawn {
        let Parts {
            fixed,
            is_drawing,
            sets,
            children,
        } = *self.0;
        let mut words = fixed.split('\0');
        let namespace = is_drawing.then_some("http://www.w3.org/2000/svg");
        let element = Rndr::create_element(words.next().unwrap_or_default(), namespace);
        while let (Some(name), Some(value)) = (words.next(), words.next()) {
            Rndr::set_attribute(&element, name, value);
        }
        let bonds = sets
            .into_iter()
            .map(|set| (set.name, bind(&element, set, true)))
            .collect();
        let alone_in = (children.len() == 1).then_some(&element);
        let children = children
            .into_iter()
            .map(|child| {
                let mut state = child.draw(alone_in);
                state.mount(&element, None);
                state
            })
            .collect();
        Drawn {
            fixed,
            element,
            bonds,
            children,
        }
    }

    /// Whether it comes from the same place in the program, as far as can be seen.
    fn is_like(&self, drawn: &Drawn) -> bool {
        let new = &self.0;
        new.fixed == drawn.fixed
            && new.children.len() == drawn.children.len()
            && new
                .sets
                .iter()
                .map(|set| set.name)
                .eq(drawn.bonds.iter().map(|(name, _)| *name))
    }

    fn rebuild(self, drawn: &mut Drawn) {
        for (set, (name, bond)) in self.0.sets.into_iter().zip(&mut drawn.bonds) {
            if let Bond::Hears(act) = &*bond {
                let act = act.as_ref().unchecked_ref();
                // Fails only for a listener that is not there.
                drop(drawn.element.remove_event_listener_with_callback(name, act));
            }
            *bond = bind(&drawn.element, set, false);
        }
        let alone_in = (drawn.children.len() == 1).then_some(&drawn.element);
        for (child, state) in self.0.children.into_iter().zip(&mut drawn.children) {
            child.draw_over(state, alone_in);
        }
    }
}

/// Sets something on an element, and again when what it follows changes.
fn bind(element: &Element, set: Set, is_new: bool) -> Bond {
    let name = set.name;
    let (put, value): (fn(&Element, &str, Value), Value) = match set.what {
        What::Attribute(value) => (put_attribute, value),
        What::Property(value) => (put_property, value),
        What::Class(value) => (put_class, value),
        What::Html(html) => {
            if is_new {
                element.set_inner_html(html);
            }
            return Bond::Fixed;
        }
        What::Refers(tell) => {
            tell(element);
            return Bond::Fixed;
        }
        What::Hears(act) => {
            let act = Closure::wrap(act);
            // Fails for no element.
            drop(element.add_event_listener_with_callback(name, act.as_ref().unchecked_ref()));
            return Bond::Hears(act);
        }
    };
    let Value::Follows(read) = value else {
        put(element, name, value);
        return Bond::Fixed;
    };
    let element = element.clone();
    Bond::Follows {
        _effect: RenderEffect::new(move |_| put(&element, name, read())),
    }
}

fn put_attribute(element: &Element, name: &str, value: Value) {
    match value {
        Value::Absent | Value::Flag(false) => Rndr::remove_attribute(element, name),
        Value::Flag(true) => Rndr::set_attribute(element, name, ""),
        Value::Text(text) => Rndr::set_attribute(element, name, &text),
        Value::Follows(read) => put_attribute(element, name, read()),
    }
}

fn put_property(element: &Element, name: &str, value: Value) {
    let value = match value {
        Value::Absent => JsValue::NULL,
        Value::Flag(flag) => JsValue::from_bool(flag),
        Value::Text(text) => JsValue::from_str(&text),
        Value::Follows(read) => return put_property(element, name, read()),
    };
    Rndr::set_property(element, name, &value);
}

fn put_class(element: &Element, name: &str, value: Value) {
    match value {
        Value::Flag(true) => Rndr::add_class(&element.class_list(), name),
        Value::Follows(read) => put_class(element, name, read()),
        Value::Absent | Value::Flag(false) | Value::Text(_) => {
            Rndr::remove_class(&element.class_list(), name);
        }
    }
}

/// What was drawn goes with its part. An effect's value would else live until its task runs again, and the effects in it
/// could still answer a signal, reading state that is gone.
impl Drop for State {
    fn drop(&mut self) {
        if let Self::Follows(effect) = self {
            drop(effect.take_value());
        }
    }
}

impl Mountable for State {
    fn unmount(&mut self) {
        match self {
            Self::Nothing(place) => place.unmount(),
            Self::Words(words) => words.unmount(),
            Self::Keyed(_, state) => state.unmount(),
            Self::Tag(drawn) => drawn.element.unmount(),
            Self::List(states, end) => {
                for state in states {
                    state.unmount();
                }
                end.unmount();
            }
            Self::Follows(effect) => {
                effect.with_value_mut(Self::unmount);
            }
            Self::Any(view) => view.unmount(),
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        match self {
            Self::Nothing(place) => place.mount(parent, marker),
            Self::Words(words) => words.mount(parent, marker),
            Self::Keyed(_, state) => state.mount(parent, marker),
            Self::Tag(drawn) => drawn.element.mount(parent, marker),
            Self::List(states, end) => {
                for state in states {
                    state.mount(parent, marker);
                }
                end.mount(parent, marker);
            }
            Self::Follows(effect) => {
                effect.with_value_mut(|state| state.mount(parent, marker));
            }
            Self::Any(view) => view.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Nothing(place) => place.insert_before_this(child),
            Self::Words(words) => words.insert_before_this(child),
            Self::Keyed(_, state) => state.insert_before_this(child),
            Self::Tag(drawn) => drawn.element.insert_before_this(child),
            Self::List(states, end) => match states.first() {
                Some(first) => first.insert_before_this(child),
                None => end.insert_before_this(child),
            },
            Self::Follows(effect) => effect
                .with_value_mut(|state| state.insert_before_this(child))
                .unwrap_or_default(),
            Self::Any(view) => view.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl AddAnyAttr for Node {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _attribute: NewAttr) -> Self {
        self
    }
}

/// Only the browser draws here, so html as text is never asked for.
impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _html: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
