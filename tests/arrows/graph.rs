//! Which file uses which, read from `use` lines and from paths in the code with `syn`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

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
        let modules: BTreeSet<Module> = files.keys().cloned().collect();
        let uses = files.iter().map(|(module, text)| {
            let mut found = Paths {
                module: module.clone(),
                paths: Vec::new(),
            };
            found.visit_file(&syn::parse_file(text).unwrap());
            let used = found.paths.into_iter().filter_map(|path| file_of(path, &modules));
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

/// The file that a path leads to: its longest prefix that is a module with a file of its own.
fn file_of(mut path: Module, modules: &BTreeSet<Module>) -> Option<Module> {
    while !modules.contains(&path) {
        path.pop()?;
    }
    Some(path)
}

/// Collects a file's paths into its own crate, starting from the crate's root.
struct Paths {
    module: Module,
    paths: Vec<Module>,
}

impl Paths {
    fn add(&mut self, path: &[String]) {
        let Some((first, rest)) = path.split_first() else {
            return;
        };
        match first.as_str() {
            "crate" => self.paths.push(rest.to_vec()),
            "self" => self.paths.push([&self.module, rest].concat()),
            "super" => {
                let n_up = path.iter().take_while(|part| *part == "super").count();
                let base = self.module.len().saturating_sub(n_up);
                self.paths.push([&self.module[..base], &path[n_up..]].concat());
            }
            _ => {}
        }
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => self.add(before),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(before, tree);
                }
            }
        }
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

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // A module of tests may use what it tests.
        if item.content.is_some() && item.ident != "tests" {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }
}
