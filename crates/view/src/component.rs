//! `#[component]`: props with names, of which the compiler sees that the required ones are there.
//!
//! Props lie in a box; setting one is one call, the same for all callers. Leptos's own props move through a new type with
//! each that is set.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, Expr, FnArg, Ident, ItemFn, Pat, Token, Type};

struct Prop {
    name: Ident,
    /// What its setter takes.
    takes: Type,
    /// What the component gets of what was set.
    read: TokenStream,
    is_required: bool,
    is_into: bool,
    docs: Vec<Attribute>,
}

/// Makes the props, their setters and the component's function.
pub fn component(item: ItemFn) -> syn::Result<TokenStream> {
    let props = item
        .sig
        .inputs
        .iter()
        .map(prop)
        .collect::<syn::Result<Vec<_>>>()?;
    let (vis, name, body) = (&item.vis, &item.sig.ident, &item.block);
    let docs = item.attrs.iter();
    let (slots, start) = (format_ident!("{name}Props"), format_ident!("{name}Start"));
    let names = props.iter().map(|prop| &prop.name).collect::<Vec<_>>();
    let takes = props.iter().map(|prop| &prop.takes);
    let reads = props.iter().map(|prop| {
        let (name, read) = (&prop.name, &prop.read);
        quote! { let #name = { let it = props.#name; #read }; }
    });
    let required = props.iter().filter(|prop| prop.is_required).collect::<Vec<_>>();
    let marks = (0..required.len())
        .map(|place| format_ident!("M{place}"))
        .collect::<Vec<_>>();
    let unset = marks.iter().map(|_| quote! { () });
    let all_set = marks.iter().map(|_| quote! { crate::ui::dom::IsSet });
    let setters = props.iter().map(|prop| {
        let place = required.iter().position(|other| other.name == prop.name);
        setter(&start, &slots, &marks, place, prop)
    });
    let about = format!("Props of [`{name}`].");
    let begun = format!("Props of [`{name}`] under way.");
    Ok(quote! {
        #[doc = #about]
        #vis struct #slots { #(#names: Option<#takes>),* }

        #[doc = #begun]
        #vis struct #start<#(#marks),*>(Box<#slots>, std::marker::PhantomData<(#(#marks,)*)>);

        impl crate::ui::dom::Props for #slots {
            type Start = #start<#(#unset),*>;

            #[inline(never)]
            fn start() -> Self::Start {
                #start(Box::new(#slots { #(#names: None),* }), std::marker::PhantomData)
            }
        }

        #(#setters)*

        impl #start<#(#all_set),*> {
            /// All that is required was set.
            #vis fn build(self) -> Box<#slots> {
                self.0
            }
        }

        #(#docs)*
        #[expect(non_snake_case, reason = "a component's name is a type's")]
        #vis fn #name(props: Box<#slots>) -> crate::ui::dom::Node {
            let props = *props;
            #(#reads)*
            ::leptos::prelude::untrack(move || crate::ui::dom::IntoNode::into_node(#body))
        }
    })
}

fn setter(start: &Ident, slots: &Ident, marks: &[Ident], place: Option<usize>, prop: &Prop) -> TokenStream {
    let (name, takes, docs) = (&prop.name, &prop.takes, &prop.docs);
    let others = marks
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != place)
        .map(|(_, mark)| mark);
    let at_place = |what: TokenStream| {
        let marks = marks.iter().enumerate().map(move |(at, mark)| {
            if Some(at) == place {
                what.clone()
            } else {
                quote! { #mark }
            }
        });
        quote! { #start<#(#marks),*> }
    };
    let (before, after) = (
        at_place(quote! { () }),
        at_place(quote! { crate::ui::dom::IsSet }),
    );
    let (argument, value) = if prop.is_into {
        (quote! { impl Into<#takes> }, quote! { it.into() })
    } else {
        (quote! { #takes }, quote! { it })
    };
    quote! {
        impl<#(#others),*> #before {
            #(#docs)*
            pub fn #name(mut self, it: #argument) -> #after {
                #[inline(never)]
                fn set(props: &mut #slots, it: #takes) {
                    props.#name = Some(it);
                }
                set(&mut self.0, #value);
                #start(self.0, std::marker::PhantomData)
            }
        }
    }
}

/// Reads a parameter with its `#[prop(into, optional, default = ..)]`.
fn prop(argument: &FnArg) -> syn::Result<Prop> {
    let FnArg::Typed(argument) = argument else {
        return Err(syn::Error::new(Span::call_site(), "a component has no self"));
    };
    let Pat::Ident(pattern) = &*argument.pat else {
        return Err(syn::Error::new_spanned(&argument.pat, "a prop has a name"));
    };
    let (mut is_into, mut is_optional, mut default) = (false, false, None::<Expr>);
    let mut docs = Vec::new();
    for attribute in &argument.attrs {
        if !attribute.path().is_ident("prop") {
            docs.push(attribute.clone());
            continue;
        }
        attribute.parse_nested_meta(|meta| {
            is_into |= meta.path.is_ident("into");
            is_optional |= meta.path.is_ident("optional");
            if meta.input.peek(Token![=]) {
                default = Some(meta.value()?.parse()?);
            }
            Ok(())
        })?;
    }
    let inner = option(&argument.ty).filter(|_| is_optional);
    let is_required = !is_optional && default.is_none();
    let read = match (&default, inner) {
        (Some(value), _) => quote! { it.unwrap_or(#value) },
        (None, Some(_)) => quote! { it },
        (None, None) if is_optional => quote! { it.unwrap_or_default() },
        // `build` is only there when it was set.
        (None, None) => {
            quote! { match it { Some(it) => it, None => return crate::ui::dom::IntoNode::into_node(()) } }
        }
    };
    Ok(Prop {
        name: pattern.ident.clone(),
        takes: inner.unwrap_or(&argument.ty).clone(),
        read,
        is_required,
        is_into,
        docs,
    })
}

/// The type in an `Option`.
fn option(outer: &Type) -> Option<&Type> {
    let Type::Path(path) = outer else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(syn::GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}
