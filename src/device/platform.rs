//! Where the app runs, judged by what the browser can do. Its name alone is misleading: an iPad claims to be a Mac.

use wasm_bindgen::JsValue;

use super::push::Support;
use super::{js, page, worker};

/// Browser features that decide how the app can be installed and whether notifications work.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent features that a browser has or lacks"
)]
pub struct Capabilities {
    /// Whether the app runs from the home screen.
    pub is_standalone: bool,
    /// Whether `navigator.standalone` exists. Apple's browsers have it on devices with a home screen.
    pub has_standalone: bool,
    /// The number of touch points the screen supports.
    pub touch_points: f64,
    /// Whether the main pointer is a finger.
    pub is_coarse: bool,
    /// The length of the screen's short side, in CSS pixels.
    pub short_side: f64,
    /// Whether there are service workers.
    pub has_worker: bool,
    /// Whether there is a push API, as far as the page can see.
    pub has_push: bool,
    /// Whether `Notification` exists.
    pub has_notification: bool,
    /// The browser's user agent string.
    pub agent: String,
}

/// Where the app runs, which decides how it can be installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunsIn {
    /// From the home screen.
    HomeScreen,
    /// In an in-app browser, which has its own storage and cannot install anything.
    OtherApp,
    /// In a browser on an iPhone or iPad: installed with the share button.
    Apple,
    /// In a browser on another phone or tablet: installed with the browser's menu.
    Android,
    /// In a browser on a computer.
    Computer,
}

/// What follows from the [`Capabilities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// Where the app runs.
    pub place: RunsIn,
    /// Whether push messages can arrive.
    pub push: Support,
    /// Whether the device is an iPhone or iPad.
    pub is_apple: bool,
    /// Whether the device is as small as a phone, so that texts may call it one.
    pub is_phone: bool,
}

/// Screens with a shorter short side are phones. Android's tablets begin at 600.
const TABLET: f64 = 600.0;

/// User agent fragments of in-app browsers that cannot be recognised by their features.
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

/// Derives the advice from the abilities.
pub fn advice(of: &Capabilities) -> Advice {
    let is_named = |name: &&str| of.agent.contains(*name);
    let is_apple = ["iPhone", "iPad", "iPod"].iter().any(is_named)
        || (of.has_standalone && of.touch_points > 0.0)
        // No Mac has a touch screen.
        || (is_named(&"Macintosh") && of.touch_points > 1.0);
    let is_bare = if is_apple {
        !of.has_worker
    } else {
        of.is_coarse && !of.has_push && !of.has_notification
    };
    let place = if of.is_standalone {
        RunsIn::HomeScreen
    } else if is_bare || OTHER_APPS.iter().any(is_named) {
        RunsIn::OtherApp
    } else if is_apple {
        RunsIn::Apple
    } else if of.is_coarse {
        RunsIn::Android
    } else {
        RunsIn::Computer
    };
    let push = match place {
        RunsIn::OtherApp => Support::InBrowser,
        _ if of.has_push && of.has_notification && of.has_worker => Support::Yes,
        RunsIn::Apple => Support::FromHomeScreen,
        RunsIn::HomeScreen | RunsIn::Android | RunsIn::Computer => Support::No,
    };
    Advice {
        place,
        push,
        is_apple,
        is_phone: of.short_side < TABLET,
    }
}

/// The advice for this browser.
pub fn advice_here() -> Advice {
    advice(&abilities())
}

fn abilities() -> Capabilities {
    let number = |of: &JsValue, name| js::get(of, name).as_f64().unwrap_or_default();
    let screen = js::of_window("screen");
    Capabilities {
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

    /// A phone with every feature.
    fn android() -> Capabilities {
        Capabilities {
            touch_points: 5.0,
            is_coarse: true,
            short_side: 360.0,
            has_worker: true,
            has_push: true,
            has_notification: true,
            agent: ANDROID.to_owned(),
            ..Capabilities::default()
        }
    }

    /// Safari on an iPhone, which offers a page in a tab no push messages.
    fn iphone() -> Capabilities {
        Capabilities {
            has_standalone: true,
            has_push: false,
            has_notification: false,
            short_side: 390.0,
            agent: IPHONE.to_owned(),
            ..android()
        }
    }

    fn ipad() -> Capabilities {
        Capabilities {
            short_side: 820.0,
            agent: MAC.to_owned(),
            ..iphone()
        }
    }

    fn computer(agent: &str) -> Capabilities {
        Capabilities {
            touch_points: 0.0,
            is_coarse: false,
            short_side: 900.0,
            agent: agent.to_owned(),
            ..android()
        }
    }

    /// Checks the place, the push support and whether texts may say "telefoon".
    fn check(of: &Capabilities, place: RunsIn, push: Support, is_phone: bool) {
        let advice = advice(of);
        assert_eq!(
            (advice.place, advice.push, advice.is_phone),
            (place, push, is_phone),
            "{of:?}"
        );
    }

    fn named(of: Capabilities, more: &str) -> Capabilities {
        Capabilities {
            agent: of.agent.clone() + more,
            ..of
        }
    }

    #[test]
    fn phones() {
        check(&android(), RunsIn::Android, Support::Yes, true);
        check(
            &Capabilities {
                has_push: false,
                ..android()
            },
            RunsIn::Android,
            Support::No,
            true,
        );
        check(&iphone(), RunsIn::Apple, Support::FromHomeScreen, true);
        // Recognised by its features, whatever its user agent.
        check(
            &Capabilities {
                agent: String::new(),
                ..iphone()
            },
            RunsIn::Apple,
            Support::FromHomeScreen,
            true,
        );
        check(
            &named(iphone(), " CriOS/138.0"),
            RunsIn::Apple,
            Support::FromHomeScreen,
            true,
        );
    }

    #[test]
    fn tablets() {
        check(&ipad(), RunsIn::Apple, Support::FromHomeScreen, false);
        // An iPad that hides `navigator.standalone` still has touch points, and no Mac has.
        check(
            &Capabilities {
                has_standalone: false,
                ..ipad()
            },
            RunsIn::Apple,
            Support::FromHomeScreen,
            false,
        );
        check(
            &Capabilities {
                short_side: 800.0,
                ..android()
            },
            RunsIn::Android,
            Support::Yes,
            false,
        );
    }

    #[test]
    fn from_the_home_screen() {
        let installed = |of| Capabilities {
            is_standalone: true,
            ..of
        };
        check(&installed(android()), RunsIn::HomeScreen, Support::Yes, true);
        check(&installed(iphone()), RunsIn::HomeScreen, Support::No, true);
        let new = Capabilities {
            has_push: true,
            has_notification: true,
            ..installed(iphone())
        };
        check(&new, RunsIn::HomeScreen, Support::Yes, true);
    }

    #[test]
    fn computers() {
        check(&computer(WINDOWS), RunsIn::Computer, Support::Yes, false);
        // A Mac, and a laptop with a touch screen.
        check(&computer(MAC), RunsIn::Computer, Support::Yes, false);
        check(
            &Capabilities {
                touch_points: 10.0,
                ..computer(WINDOWS)
            },
            RunsIn::Computer,
            Support::Yes,
            false,
        );
        check(
            &Capabilities {
                has_standalone: true,
                ..computer(MAC)
            },
            RunsIn::Computer,
            Support::Yes,
            false,
        );
    }

    #[test]
    fn windows_inside_other_apps() {
        let bare = Capabilities {
            has_push: false,
            has_notification: false,
            ..android()
        };
        check(&bare, RunsIn::OtherApp, Support::InBrowser, true);
        check(
            &Capabilities {
                has_worker: false,
                ..iphone()
            },
            RunsIn::OtherApp,
            Support::InBrowser,
            true,
        );
        for (of, name) in [
            (iphone(), " Instagram 300.0"),
            (iphone(), " [FBAN/FBIOS;FBAV/400.0]"),
            (android(), " [FB_IAB/FB4A;FBAV/400.0]"),
            (android(), " Line/13.0"),
        ] {
            check(&named(of, name), RunsIn::OtherApp, Support::InBrowser, true);
        }
        let view = Capabilities {
            agent: ANDROID.replace("; K)", "; K; wv)"),
            ..android()
        };
        check(&view, RunsIn::OtherApp, Support::InBrowser, true);
    }
}
