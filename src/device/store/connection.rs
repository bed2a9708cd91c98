//! The connection to a browser database. The browser may close it at any time: for a suspended page, for a newer
//! version of the app in another tab, or when everything is erased. It is reopened when needed.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::Reflect;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{IdbDatabase, IdbOpenDbRequest};

use super::idb::{answer_to, database_of, factory, failed, from_dom, within};
use super::{ALL, News, StoreError, VERSION, tell};
use crate::device::js;

/// Time limit for reopening: somebody is waiting for their changes to be saved.
const REOPENED_WITHIN: Duration = Duration::from_secs(5);

/// Time limit for deleting a database: a suspended tab can block it forever.
const DELETED_WITHIN: Duration = Duration::from_secs(5);

thread_local! {
    static IS_HELD: Cell<bool> = const { Cell::new(false) };
}

/// Whether another tab blocks this one from opening the database.
pub fn is_held_by_another_tab() -> bool {
    IS_HELD.get()
}

/// A database by name, with its connection while it is open.
#[derive(Debug)]
pub struct Connection {
    name: String,
    database: RefCell<Option<IdbDatabase>>,
}

impl Connection {
    /// Opens the database `name`, and creates it if needed. Waits as long as the browser takes.
    ///
    /// # Errors
    /// Fails if the browser blocks storage, if a newer version of the app upgraded the database, or if opening it fails.
    pub async fn open(name: &str) -> Result<Rc<Self>, StoreError> {
        let connection = Rc::new(Self {
            name: name.to_owned(),
            database: RefCell::default(),
        });
        let database = connect(name, true).await;
        let database = database.inspect_err(|error| error.note("store open"))?;
        connection.keep(&database);
        Ok(connection)
    }

    /// The open database, reopened if the browser closed it. Reopening never creates it: a missing database was
    /// erased, and a record without its key would be useless.
    ///
    /// # Errors
    /// Fails if the database no longer exists or cannot be opened in time.
    pub async fn database(self: &Rc<Self>) -> Result<IdbDatabase, StoreError> {
        if let Some(database) = self.database.borrow().clone() {
            return Ok(database);
        }
        let opened = Rc::new(RefCell::new(None));
        let opening = {
            let (connection, opened) = (self.clone(), opened.clone());
            // This continues after a timeout, so the next caller finds the database open.
            future_to_promise(async move {
                let result = connect(&connection.name, false).await;
                if let Ok(database) = &result {
                    connection.keep(database);
                }
                opened.replace(Some(result));
                Ok(JsValue::UNDEFINED)
            })
        };
        within(&opening, REOPENED_WITHIN, || StoreError::Silent).await?;
        opened.take().unwrap_or(Err(StoreError::Silent))
    }

    /// The open database, for work that cannot wait. If it is closed, fails and reopens it for the next caller.
    ///
    /// # Errors
    /// Fails if the connection is closed.
    pub fn open_now(self: &Rc<Self>) -> Result<IdbDatabase, StoreError> {
        let open = self.database.borrow().clone();
        open.ok_or_else(|| {
            let connection = self.clone();
            spawn_local(async move { drop(connection.database().await) });
            StoreError::Failed("not open".to_owned())
        })
    }

    /// Closes the connection. The next caller reopens it.
    pub fn let_go(&self) {
        if let Some(database) = self.database.take() {
            database.close();
        }
    }

    /// Deletes the database.
    ///
    /// # Errors
    /// Fails as the function [`delete`] does.
    pub async fn delete(&self) -> Result<(), StoreError> {
        self.let_go();
        delete(&self.name).await
    }

    fn keep(self: &Rc<Self>, database: &IdbDatabase) {
        let taken = {
            let connection = Rc::downgrade(self);
            Closure::<dyn FnMut()>::new(move || forget(&connection))
        };
        database.set_onclose(Some(taken.into_js_value().unchecked_ref()));
        let changes = {
            let (connection, database) = (Rc::downgrade(self), database.clone());
            Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
                // Do not block another tab that erases everything or brings a newer version.
                database.close();
                forget(&connection);
                // No new version means a deletion. The tab that deletes tells the others itself.
                if !js::get(&event, "newVersion").is_null() {
                    tell(News::Newer);
                }
            })
        };
        database.set_onversionchange(Some(changes.into_js_value().unchecked_ref()));
        self.database.replace(Some(database.clone()));
    }
}

fn forget(connection: &Weak<Connection>) {
    if let Some(connection) = connection.upgrade() {
        connection.database.take();
    }
}

/// Deletes a database by its name.
///
/// # Errors
/// Fails if the browser blocks storage, or if the database is not deleted in time.
pub async fn delete(name: &str) -> Result<(), StoreError> {
    let deleted = async {
        let request = factory()?.delete_database(name).map_err(failed)?;
        let why = || from_dom(request.error().ok().flatten());
        within(&answer_to(&request), DELETED_WITHIN, why).await
    };
    deleted.await.inspect_err(|error| error.note("store delete"))
}

/// Whether the browser lists a database of this name. `None` if it cannot tell.
pub async fn is_listed(name: &str) -> Option<bool> {
    let all = js::with_timeout(
        js::call(&factory().ok()?.into(), "databases", &[]).ok()?,
        Duration::from_secs(1),
    )
    .await
    .ok()?;
    let is_it = |database: JsValue| js::get(&database, "name").as_string().as_deref() == Some(name);
    Some(js_sys::Array::from(&all).iter().any(is_it))
}

async fn connect(name: &str, may_make: bool) -> Result<IdbDatabase, StoreError> {
    let blocked_or = |error| match error {
        // Browsers answer so if a setting forbids storage; older versions of Firefox do in private windows.
        StoreError::Failed(why)
            if why.starts_with("SecurityError") || why.contains("did not allow mutations") =>
        {
            StoreError::Blocked
        }
        error => error,
    };
    let request = factory()?
        .open_with_u32(name, VERSION)
        .map_err(|error| blocked_or(failed(error)))?;
    let is_gone = Rc::new(Cell::new(false));
    let upgrade = {
        let (request, is_gone) = (request.clone(), is_gone.clone());
        Closure::once(move |event: web_sys::Event| {
            let is_new = js::get(&event, "oldVersion").as_f64() == Some(0.0);
            if is_new && !may_make {
                is_gone.set(true);
                abort(&request);
            } else if let Some(database) = database_of(&request) {
                for name in ALL {
                    // Fails for a store that exists already.
                    database.create_object_store(name).ok();
                }
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let held = Closure::<dyn FnMut()>::new(|| IS_HELD.set(true));
    request.set_onblocked(Some(held.as_ref().unchecked_ref()));
    let answer = JsFuture::from(answer_to(&request)).await;
    IS_HELD.set(false);
    if answer.is_err() {
        return Err(if is_gone.get() {
            StoreError::Gone
        } else {
            blocked_or(from_dom(request.error().ok().flatten()))
        });
    }
    let database = database_of(&request).ok_or_else(|| StoreError::Failed("no database".to_owned()))?;
    if is_whole(&database) {
        Ok(database)
    } else {
        database.close();
        Err(StoreError::Damaged)
    }
}

/// Aborts the upgrade, so that no database is created.
fn abort(request: &IdbOpenDbRequest) {
    if let Some(transaction) = request.transaction() {
        transaction.abort().ok();
    }
}

/// Whether all object stores exist.
fn is_whole(database: &IdbDatabase) -> bool {
    let names = Reflect::get(database, &"objectStoreNames".into()).unwrap_or_default();
    ALL.iter().all(|name| {
        js::call(&names, "contains", &[(*name).into()]).is_ok_and(|is_there| is_there.is_truthy())
    })
}
