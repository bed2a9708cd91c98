//! Where the app runs, by what the browser there can do: a name alone misleads, and an iPad says that it is a Mac.

use wasm_bindgen::JsValue;

use super::push::Support;
use super::{js, page, worker};

/// What the browser can do, as far as the way to the home screen and notifications depend on it.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something that a browser has or lacks, apart from the others"
)]
pub struct Abilities {
    /// The app runs from the home screen.
    pub is_standalone: bool,
    /// There is a `navigator.standalone`: Apple's browsers have it where there is a home screen.
    pub has_standalone: bool,
    /// How many fingers the screen feels.
    pub touch_points: f64,
    /// One mainly points with a finger.
    pub is_coarse: bool,
    /// The screen's short side, in CSS pixels.
    pub short_side: f64,
    /// There are service workers.
    pub has_worker: bool,
    /// There are push messages, as far as the page can see.
    pub has_push: bool,
    /// There is a `Notification`.
    pub has_notification: bool,
    /// What the browser calls itself.
    pub agent: String,
}

/// Where the app runs, and so how it comes to the home screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It runs from there.
    HomeScreen,
    /// In a window inside another app, which keeps things apart from the browser and brings nothing to the home screen.
    OtherApp,
    /// On an iPhone or iPad, in a browser: by the share button.
    Apple,
    /// On another phone or tablet: by the browser's menu.
    Android,
    /// On a computer.
    Computer,
}

/// What follows from the abilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// Where the app runs.
    pub place: Place,
    /// Whether push messages can come.
    pub push: Support,
    /// It is an iPhone or iPad.
    pub is_apple: bool,
    /// It is as small as a phone: texts may call it one.
    pub is_phone: bool,
}

/// Screens whose short side is shorter are phones: 600 is where Android's tablets begin.
const TABLET: f64 = 600.0;

/// Windows inside other apps that their abilities do not give away, by what they add to the browser's name.
const OTHER_APPS: [&str; 10] = [
    "; wv)",
    "FBAN/",
    "FBAV/",
    "Instagram",
    " Line/",
    "LinkedInApp",
    "MicroMessenger",
    "Snapchat",
    "BytedanceWebview",
    "GSA/",
];

/// Abilities → advice.
pub fn advice(of: &Abilities) -> Advice {
    let is_named = |name: &&str| of.agent.contains(*name);
    let is_apple = ["iPhone", "iPad", "iPod"].iter().any(is_named)
        || (of.has_standalone && of.touch_points > 0.0)
        // No Mac has a screen that one touches.
        || (is_named(&"Macintosh") && of.touch_points > 1.0);
    let is_bare = if is_apple {
        !of.has_worker
    } else {
        of.is_coarse && !of.has_push && !of.has_notification
    };
    let place = if of.is_standalone {
        Place::HomeScreen
    } else if is_bare || OTHER_APPS.iter().any(is_named) {
        Place::OtherApp
    } else if is_apple {
        Place::Apple
    } else if of.is_coarse {
        Place::Android
    } else {
        Place::Computer
    };
    let push = match place {
        Place::OtherApp => Support::InBrowser,
        _ if of.has_push && of.has_notification && of.has_worker => Support::Yes,
        Place::Apple => Support::FromHomeScreen,
        Place::HomeScreen | Place::Android | Place::Computer => Support::No,
    };
    Advice {
        place,
        push,
        is_apple,
        is_phone: of.short_side < TABLET,
    }
}

/// The advice for this browser.
pub fn here() -> Advice {
    advice(&abilities())
}

fn abilities() -> Abilities {
    let number = |of: &JsValue, name| js::get(of, name).as_f64().unwrap_or_default();
    let screen = js::of_window("screen");
    Abilities {
        is_standalone: page::is_installed(),
        has_standalone: !js::of_navigator("standalone").is_undefined(),
        touch_points: number(&js::navigator(), "maxTouchPoints"),
        is_coarse: page::matches("(pointer: coarse)"),
        short_side: number(&screen, "width").min(number(&screen, "height")),
        has_worker: worker::is_there(),
        has_push: js::of_window("PushManager").is_function() && js::can(&js::of_window("caches"), "open"),
        has_notification: js::can(&js::of_window("Notification"), "requestPermission"),
        agent: js::of_navigator("userAgent").as_string().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";
    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36";
    const WINDOWS: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

    /// A phone with everything.
    fn android() -> Abilities {
        Abilities {
            touch_points: 5.0,
            is_coarse: true,
            short_side: 360.0,
            has_worker: true,
            has_push: true,
            has_notification: true,
            agent: ANDROID.to_owned(),
            ..Abilities::default()
        }
    }

    /// Safari on an iPhone, which gives a page in a tab no push.
    fn iphone() -> Abilities {
        Abilities {
            has_standalone: true,
            has_push: false,
            has_notification: false,
            short_side: 390.0,
            agent: IPHONE.to_owned(),
            ..android()
        }
    }

    fn ipad() -> Abilities {
        Abilities {
            short_side: 820.0,
            agent: MAC.to_owned(),
            ..iphone()
        }
    }

    fn computer(agent: &str) -> Abilities {
        Abilities {
            touch_points: 0.0,
            is_coarse: false,
            short_side: 900.0,
            agent: agent.to_owned(),
            ..android()
        }
    }

    /// Where, whether it rings, and whether a text may say "telefoon".
    fn check(of: &Abilities, place: Place, push: Support, is_phone: bool) {
        let advice = advice(of);
        assert_eq!(
            (advice.place, advice.push, advice.is_phone),
            (place, push, is_phone),
            "{of:?}"
        );
    }

    fn named(of: Abilities, more: &str) -> Abilities {
        Abilities {
            agent: of.agent.clone() + more,
            ..of
        }
    }

    #[test]
    fn phones() {
        check(&android(), Place::Android, Support::Yes, true);
        check(
            &Abilities {
                has_push: false,
                ..android()
            },
            Place::Android,
            Support::No,
            true,
        );
        check(&iphone(), Place::Apple, Support::FromHomeScreen, true);
        // Its abilities say it, whatever it calls itself.
        check(
            &Abilities {
                agent: String::new(),
                ..iphone()
            },
            Place::Apple,
            Support::FromHomeScreen,
            true,
        );
        check(
            &named(iphone(), " CriOS/138.0"),
            Place::Apple,
            Support::FromHomeScreen,
            true,
        );
    }

    #[test]
    fn tablets() {
        check(&ipad(), Place::Apple, Support::FromHomeScreen, false);
        // One that hides `navigator.standalone` still has fingers, and no Mac has.
        check(
            &Abilities {
                has_standalone: false,
                ..ipad()
            },
            Place::Apple,
            Support::FromHomeScreen,
            false,
        );
        check(
            &Abilities {
                short_side: 800.0,
                ..android()
            },
            Place::Android,
            Support::Yes,
            false,
        );
    }

    #[test]
    fn from_the_home_screen() {
        let installed = |of| Abilities {
            is_standalone: true,
            ..of
        };
        check(&installed(android()), Place::HomeScreen, Support::Yes, true);
        check(&installed(iphone()), Place::HomeScreen, Support::No, true);
        let new = Abilities {
            has_push: true,
            has_notification: true,
            ..installed(iphone())
        };
        check(&new, Place::HomeScreen, Support::Yes, true);
    }

    #[test]
    fn computers() {
        check(&computer(WINDOWS), Place::Computer, Support::Yes, false);
        // A Mac, and a laptop whose screen one may touch too.
        check(&computer(MAC), Place::Computer, Support::Yes, false);
        check(
            &Abilities {
                touch_points: 10.0,
                ..computer(WINDOWS)
            },
            Place::Computer,
            Support::Yes,
            false,
        );
        check(
            &Abilities {
                has_standalone: true,
                ..computer(MAC)
            },
            Place::Computer,
            Support::Yes,
            false,
        );
    }

    #[test]
    fn windows_inside_other_apps() {
        let bare = Abilities {
            has_push: false,
            has_notification: false,
            ..android()
        };
        check(&bare, Place::OtherApp, Support::InBrowser, true);
        check(
            &Abilities {
                has_worker: false,
                ..iphone()
            },
            Place::OtherApp,
            Support::InBrowser,
            true,
        );
        for (of, name) in [
            (iphone(), " Instagram 300.0"),
            (iphone(), " [FBAN/FBIOS;FBAV/400.0]"),
            (android(), " [FB_IAB/FB4A;FBAV/400.0]"),
            (android(), " Line/13.0"),
        ] {
            check(&named(of, name), Place::OtherApp, Support::InBrowser, true);
        }
        let view = Abilities {
            agent: ANDROID.replace("; K)", "; K; wv)"),
            ..android()
        };
        check(&view, Place::OtherApp, Support::InBrowser, true);
    }
}
