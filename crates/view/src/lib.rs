//! `view!`: the syntax of Leptos's macro of that name, made into calls of the few functions of `ui::dom`.
//!
//! Leptos's own macro gives every kind of element and attribute a type, and each type brings its own drawing code. Here
//! all elements are one type, so that the program that a phone downloads holds the drawing code once.
//!
//! Not here, because no screen needs it: slots, spread attributes, `let:`, `use:`, `style:`, `bind:`, generics.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use rstml::node::{Node, NodeAttribute, NodeElement};

mod component;

/// Makes a component of a function: its parameters become props, which `view!` sets by name. `#[prop(into)]`,
/// `#[prop(optional)]` and `#[prop(default = ..)]` mean what they mean in Leptos.
#[proc_macro_attribute]
pub fn component(_: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let made = syn::parse(item).and_then(component::component);
    made.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The elements of a drawing; they live in their own namespace.
const SVG: [&str; 12] = [
    "svg", "use", "path", "rect", "g", "text", "circle", "ellipse", "line", "polyline", "polygon", "defs",
];

/// Makes a `Node` of elements, components, quoted texts and `{blocks}`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let parser = rstml::Parser::new(rstml::ParserConfig::default());
    let made = parser
        .parse_simple(proc_macro2::TokenStream::from(tokens))
        .and_then(|nodes| many(&nodes));
    made.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// One node as it is, several as a list.
fn many(nodes: &[Node]) -> syn::Result<TokenStream> {
    let nodes = nodes.iter().filter(|node| !matches!(node, Node::Comment(_)));
    let mut made = nodes.map(one).collect::<syn::Result<Vec<_>>>()?;
    if made.len() == 1 {
        let only = made.remove(0);
        return Ok(quote! { crate::ui::dom::IntoNode::into_node(#only) });
    }
    Ok(quote! { crate::ui::dom::list() #(.with(#made))* .into_node_list() })
}

fn one(node: &Node) -> syn::Result<TokenStream> {
    match node {
        Node::Element(element) if is_component(element) => use_component(element),
        Node::Element(tag) => element(tag),
        Node::Text(text) => Ok(text.value.to_token_stream()),
        Node::Block(block) => Ok(quote! { #[allow(unused_braces)] #block }),
        Node::Fragment(fragment) => many(&fragment.children),
        other => Err(syn::Error::new_spanned(other, "not known in this `view!`")),
    }
}

fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    element.name().to_string().starts_with(char::is_uppercase)
}

/// An element: its name and the attributes with literal values are one text, parted by the character of code 0.
fn element(element: &NodeElement<rstml::Infallible>) -> syn::Result<TokenStream> {
    let name = element.name().to_string();
    let make = if SVG.contains(&name.as_str()) {
        quote! { drawn }
    } else {
        quote! { element }
    };
    let mut fixed = name;
    let mut calls = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(syn::Error::new_spanned(attribute, "not known in this `view!`"));
        };
        let key = attribute.key.to_string();
        let Some(value) = attribute.value() else {
            fixed.extend(["\0", key.as_str(), "\0"]);
            continue;
        };
        if let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) = value
        {
            fixed.extend(["\0", key.as_str(), "\0", text.value().as_str()]);
            continue;
        }
        let kind_and_name = key.split_once(':').map(|(kind, name)| (kind.trim(), name.trim()));
        calls.push(match kind_and_name {
            Some(("on", event)) => quote! { .on(#event, #value) },
            Some(("prop", property)) => quote! { .property(#property, #value) },
            Some(("class", class)) => quote! { .class(#class, #value) },
            Some(_) => return Err(syn::Error::new_spanned(attribute, "not known in this `view!`")),
            None if key == "node_ref" => quote! { .reference(#value) },
            None if key == "inner_html" => quote! { .html(#value) },
            None => quote! { .attribute(#key, #value) },
        });
    }
    let children = element
        .children()
        .iter()
        .filter(|node| !matches!(node, Node::Comment(_)))
        .map(one)
        .collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! { crate::ui::dom::#make(#fixed) #(#calls)* #(.child(#children))* })
}

/// A component of `#[component]`.
fn use_component(element: &NodeElement<rstml::Infallible>) -> syn::Result<TokenStream> {
    let name = element.name();
    let mut props = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(syn::Error::new_spanned(attribute, "not known in this `view!`"));
        };
        let key = &attribute.key;
        props.push(if let Some(value) = attribute.value() {
            quote! { .#key(#value) }
        } else {
            quote! { .#key(#key) }
        });
    }
    if !element.children().is_empty() {
        let children = many(element.children())?;
        props.push(quote! { .children(::leptos::prelude::untrack(move || #children)) });
    }
    Ok(quote! { #name(crate::ui::dom::props(&#name) #(#props)* .build()) })
}
