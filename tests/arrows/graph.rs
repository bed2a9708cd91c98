//! Which file uses which, read with `syn` from `use` lines and from paths in code, macros and attributes. A name that another file
//! passes on is an arrow to the file that it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A module's path within its crate, such as `["ui", "screen"]`; the crate's root is empty.
pub type Module = Vec<String>;

/// The files of one crate, and the files that each of them uses. A file's own ancestors and descendants are left out: a module
/// and its parts belong together.
pub struct Graph(BTreeMap<Module, BTreeSet<Module>>);

impl Graph {
    /// Reads every file below `source`, a crate's `src`. Tests are left out.
    pub fn read(source: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![source.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let module = module_of(path.strip_prefix(source).unwrap());
                    let is_left_out = module.last().is_some_and(|name| name == "tests")
                        || module.first().is_some_and(|name| name == "bin");
                    if !is_left_out {
                        files.insert(module, fs::read_to_string(&path).unwrap());
                    }
                }
            }
        }
        assert!(!files.is_empty(), "{} holds no Rust", source.display());
        Self::of(files)
    }

    /// The graph of these files, by their text.
    pub fn of(files: BTreeMap<Module, String>) -> Self {
        let read = files.into_iter().map(|(module, text)| {
            let mut found = Paths {
                module: module.clone(),
                ..Paths::default()
            };
            found.visit_file(&syn::parse_file(&text).unwrap());
            (module, found)
        });
        let read: BTreeMap<Module, Paths> = read.collect();
        let uses = read.iter().map(|(module, found)| {
            let used = found.used.iter().flat_map(|path| files_of(path, &read));
            let is_kin = |other: &Module| other.starts_with(module) || module.starts_with(other);
            (module.clone(), used.filter(|other| !is_kin(other)).collect())
        });
        Self(uses.collect())
    }

    /// Every file with the files that it uses.
    pub fn files(&self) -> impl Iterator<Item = (&Module, &BTreeSet<Module>)> {
        self.0.iter()
    }

    /// The number of files, and of arrows between them.
    pub fn size(&self) -> (usize, usize) {
        (self.0.len(), self.0.values().map(BTreeSet::len).sum())
    }

    /// Groups of files of which each one reaches every other one.
    pub fn circles(&self) -> Vec<Vec<&Module>> {
        let reached: BTreeMap<&Module, BTreeSet<&Module>> =
            self.0.keys().map(|file| (file, self.reached(file))).collect();
        let mut circles: Vec<Vec<&Module>> = Vec::new();
        for file in self.0.keys() {
            let is_known = circles.iter().any(|circle| circle.contains(&file));
            if !is_known && reached[file].contains(file) {
                let is_in = |other: &&Module| reached[file].contains(other) && reached[other].contains(file);
                circles.push(self.0.keys().filter(is_in).collect());
            }
        }
        circles
    }

    fn reached(&self, from: &Module) -> BTreeSet<&Module> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Module> = self.0[from].iter().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(&self.0[next]);
            }
        }
        reached
    }
}

/// `ui/mod.rs` and `ui.rs` are `["ui"]`.
fn module_of(file: &Path) -> Module {
    let mut module: Module = file
        .with_extension("")
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect();
    let is_root = module.len() == 1 && matches!(module[0].as_str(), "lib" | "main");
    if is_root || module.last().is_some_and(|name| name == "mod") {
        module.pop();
    }
    module
}

/// The files that a path leads to: its longest prefix that is a module with a file of its own; if that file has the next name from
/// another one, that one too.
fn files_of(path: &Module, read: &BTreeMap<Module, Paths>) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![path.clone()];
    while let Some(path) = open.pop() {
        // A name of another crate leads to itself.
        if !seen.insert(path.clone()) {
            continue;
        }
        let lengths = (0..=path.len()).rev();
        let Some(file) = lengths
            .map(|length| &path[..length])
            .find(|file| read.contains_key(*file))
        else {
            continue;
        };
        let rest = &path[file.len()..];
        found.insert(file.to_vec());
        let Some((name, after)) = rest.split_first() else {
            continue;
        };
        let passes_on = &read[file];
        match passes_on.names.get(name) {
            Some(origin) => open.push([origin, after].concat()),
            // Any of the modules that it passes on as a whole may have it.
            None => open.extend(passes_on.globs.iter().map(|origin| [origin, rest].concat())),
        }
        // A path that only grows leads nowhere.
        open.retain(|path| path.len() < 12);
    }
    found
}

/// A file's paths into its own crate, starting from the crate's root.
#[derive(Default)]
struct Paths {
    module: Module,
    used: Vec<Module>,
    /// The names that its `use` lines bring in, by where they come from.
    names: BTreeMap<String, Module>,
    /// The modules of which it brings in everything.
    globs: Vec<Module>,
}

impl Paths {
    /// A path from the crate's root; `None` if it leads into another crate.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([&self.module, rest].concat()),
            "super" => {
                let n_up = path.iter().take_while(|part| *part == "super").count();
                let base = self.module.len().saturating_sub(n_up);
                Some([&self.module[..base], &path[n_up..]].concat())
            }
            _ => None,
        }
    }

    fn add(&mut self, path: &[String]) {
        self.used.extend(self.absolute(path));
    }

    fn add_use(&mut self, path: &[String], name: &syn::Ident) {
        // `use routes::Route` may begin with a module of this file's own.
        let own = || [&self.module, path].concat();
        let origin = self.absolute(path).unwrap_or_else(own);
        self.names.insert(name.to_string(), origin);
        self.add(path);
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => self.add(before),
            syn::UseTree::Name(name) => self.add_use(&with(&name.ident), &name.ident),
            syn::UseTree::Rename(name) => self.add_use(&with(&name.ident), &name.rename),
            syn::UseTree::Glob(_) => {
                self.globs.extend(self.absolute(before));
                self.add(before);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(before, tree);
                }
            }
        }
    }

    /// Paths in what `syn` does not take apart: macros and attributes.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut n_colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if path.is_empty() || n_colons == 2 => path.push(name.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() && n_colons < 2 => {
                    n_colons += 1;
                    continue;
                }
                other => {
                    self.add(&std::mem::take(&mut path));
                    match other {
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        TokenTree::Group(group) => self.add_tokens(group.stream()),
                        TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                    }
                }
            }
            n_colons = 0;
        }
        self.add(&path);
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if parts.len() > 1 {
            self.add(&parts);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.add_tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.add_tokens(list.tokens.clone());
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // A module of tests may use what it tests.
        if item.content.is_some() && item.ident != "tests" {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }
}
