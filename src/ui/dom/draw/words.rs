//! A text on the page, in a room of its own. Other software changes texts: a browser's translation puts an element in the place
//! of the text node, a dictionary parts it in three. Then the node is no longer where it was put; the room still is, so that
//! whatever stands in it goes when the text does.

use std::borrow::Cow;

use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::Mountable;
use leptos::web_sys::{Comment, Element, Node, Text};

/// A text that was drawn.
pub struct Words {
    node: Text,
    text: Cow<'static, str>,
    room: Room,
}

/// Where nothing but the text belongs.
enum Room {
    /// The whole element.
    Element(Element),
    /// Between two marks.
    Between(Comment, Comment),
}

impl Words {
    /// Draws a text. `alone_in` is the element that holds nothing else.
    pub fn new(text: Cow<'static, str>, alone_in: Option<&Element>) -> Self {
        let room = match alone_in {
            Some(element) => Room::Element(element.clone()),
            None => Room::Between(Rndr::create_placeholder(), Rndr::create_placeholder()),
        };
        Self {
            node: Rndr::create_text_node(&text),
            text,
            room,
        }
    }

    /// Changes it. What others put in its place goes.
    pub fn set(&mut self, text: Cow<'static, str>) {
        if text != self.text {
            self.tidy();
            Rndr::set_text(&self.node, &text);
            self.text = text;
        }
    }

    /// Sees to it that the room holds the node and nothing else.
    fn tidy(&self) {
        let node: &Node = &self.node;
        match &self.room {
            Room::Element(element) => {
                if element.first_child().as_ref() != Some(node) || node.next_sibling().is_some() {
                    Rndr::clear_children(element);
                    Rndr::insert_node(element, node, None);
                }
            }
            Room::Between(start, end) => {
                let end_node: &Node = end;
                if start.next_sibling().as_ref() != Some(node)
                    || node.next_sibling().as_ref() != Some(end_node)
                {
                    empty(start, end);
                    end.insert_before_this(&mut self.node.clone());
                }
            }
        }
    }
}

/// Removes what stands between two marks. Marks that somebody parted stay as they are: what is between them is not ours to know.
fn empty(start: &Comment, end: &Comment) {
    let end: &Node = end;
    let is_whole = start.parent_node() == end.parent_node();
    while is_whole && let Some(next) = start.next_sibling().filter(|next| next != end) {
        Rndr::remove(&next);
    }
}

impl Mountable for Words {
    fn unmount(&mut self) {
        match &mut self.room {
            // What comes in its place stands in the same element already.
            Room::Element(_) => self.node.unmount(),
            Room::Between(start, end) => {
                empty(start, end);
                self.node.unmount();
                start.unmount();
                end.unmount();
            }
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        match &mut self.room {
            Room::Element(_) => self.node.mount(parent, marker),
            Room::Between(start, end) => {
                start.mount(parent, marker);
                self.node.mount(parent, marker);
                end.mount(parent, marker);
            }
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match &self.room {
            Room::Element(_) => {
                self.tidy();
                self.node.insert_before_this(child)
            }
            Room::Between(start, _) => start.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}
