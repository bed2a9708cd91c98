//! The drawn bridge: the scenery, and for each pillar a group of stacks. [`layout`] is a pure function that computes
//! it; the component only draws.

use leptos::prelude::*;
use mijn_brug_plan::values::Level;

use super::overview::Overview;

/// The inner elements of an SVG with `viewBox` 0 0 344 230. The colours are in `style/components/bridge.css`.
const SCENERY: &str = include_str!("scenery.svg");

/// The left edge and width of the water where pillars can stand, in the scenery's units.
const LEFT: i32 = 17;
const WIDTH: i32 = 310;
/// The bottom of the lowest stone. A stone is 15 high and starts 17 above the one below it, so five end below the
/// beam.
const FOOT: i32 = 196;
const STONE: i32 = 15;
const ROW: i32 = 17;
/// The maximum width of a stone, and the gap between two stacks.
const STONE_WIDTH_MAX: i32 = 24;
const STACK_GAP: i32 = 3;
/// From this number of pillars the names are in two rows, or they would touch.
const STAGGER_FROM: usize = 6;
/// The width of one letter of a name.
const LETTER: i32 = 6;

/// The stack of one domain: its stones now and, when two days are compared, on the earlier day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stack {
    /// The number of stones now, 0 to 5.
    pub level: u8,
    /// The number of stones on the earlier day, 0 to 5; `None` if there is nothing to compare with. A domain that was
    /// not marked then has `None` and not 0: its first stones are a measurement, not a rise.
    pub then: Option<u8>,
}

/// How a stone is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoneStyle {
    /// It is there now and, if there is an earlier day, was there then.
    Firm,
    /// It was added since the earlier day.
    New,
    /// It was there on the earlier day and no longer is. Never in an alarming colour (R4).
    Was,
    /// An empty place to grow into.
    Empty,
}

impl StoneStyle {
    fn class(self) -> &'static str {
        match self {
            Self::Firm => "mb-bridge__stone",
            Self::New => "mb-bridge__stone mb-bridge__stone--new",
            Self::Was => "mb-bridge__stone mb-bridge__stone--empty mb-bridge__stone--was",
            Self::Empty => "mb-bridge__stone mb-bridge__stone--empty",
        }
    }
}

/// The position of one stone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stone {
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// How it is drawn.
    pub laid: StoneStyle,
}

/// One pillar of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The horizontal centre.
    pub centre: i32,
    /// Half the width that is available to the pillar.
    pub half: i32,
    /// The width of its stones.
    pub stone_width: i32,
    /// Its stones, stack by stack, each from the bottom up.
    pub stones: Vec<Stone>,
    /// The beam on top of the pillar and the block that carries the deck, as an SVG path.
    pub beam: String,
    /// The name, shortened to what fits.
    pub label: String,
    /// The baseline of the name.
    pub label_y: i32,
}

/// Computes the position of every pillar and stone, for any number of pillars (the content has 1 to 8) with any number
/// of domains (1 to 4). Each domain has its own stack, so nothing is averaged.
pub fn layout(pillars: &[(&str, Vec<Stack>)]) -> Vec<Group> {
    let n_pillars = count(pillars.len());
    let pitch = WIDTH / n_pillars;
    let room = pitch - (pitch * 2 / 7);
    let is_staggered = pillars.len() >= STAGGER_FROM;
    let label_width = if is_staggered { pitch * 2 } else { pitch };
    let mut groups = Vec::with_capacity(pillars.len());
    for (place, (name, stacks)) in pillars.iter().enumerate() {
        let n_stacks = count(stacks.len());
        let gaps = (n_stacks - 1) * STACK_GAP;
        let stone_width = ((room - gaps) / n_stacks).clamp(3, STONE_WIDTH_MAX);
        let width = stone_width * n_stacks + gaps;
        let centre = LEFT + WIDTH * (2 * i32::try_from(place).unwrap_or_default() + 1) / (2 * n_pillars);
        let mut stones = Vec::with_capacity(stacks.len().saturating_mul(usize::from(Level::COUNT)));
        let mut x = centre - width / 2;
        for stack in stacks {
            let mut y = FOOT - STONE;
            for row in 1..=Level::COUNT {
                stones.push(Stone {
                    x,
                    y,
                    laid: stack.laid(row),
                });
                y -= ROW;
            }
            x += stone_width + STACK_GAP;
        }
        groups.push(Group {
            centre,
            half: pitch / 2,
            stone_width,
            stones,
            beam: beam(centre, (width + 6).max(room.min(44)) / 2),
            label: shortened(name, label_width / LETTER),
            label_y: if is_staggered && place % 2 == 0 {
                210
            } else if is_staggered {
                224
            } else {
                215
            },
        });
    }
    groups
}

impl Stack {
    fn laid(self, row: u8) -> StoneStyle {
        let is_now = row <= self.level;
        match self.then {
            Some(then) if is_now && row > then => StoneStyle::New,
            Some(then) if !is_now && row <= then => StoneStyle::Was,
            _ if is_now => StoneStyle::Firm,
            _ => StoneStyle::Empty,
        }
    }
}

/// Converts a count; at least 1, so that it can be a divisor.
fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX / WIDTH).max(1)
}

/// The path of a beam, which lies on the highest stones. Its block reaches the underside of the deck, an arch 8 thick
/// along the curve `M-4 103Q172 81 348 103` of the scenery.
fn beam(centre: i32, half: i32) -> String {
    let underside = 106 - 44 * (centre + 4) * (348 - centre) / (352 * 352);
    let block = half.min(7);
    format!(
        "M{} 107h{}v4h-{}zM{} {underside}h{}V108h-{}z",
        centre - half,
        half * 2,
        half * 2,
        centre - block,
        block * 2,
        block * 2
    )
}

/// Shortens a name to at most `max` characters.
fn shortened(name: &str, max: i32) -> String {
    let max = usize::try_from(max).unwrap_or_default();
    if name.chars().count() <= max {
        name.to_owned()
    } else {
        let mut short: String = name.chars().take(max.saturating_sub(1)).collect();
        short.truncate(short.trim_end().len());
        short.push('…');
        short
    }
}

/// The drawn bridge. Screen readers skip it: the list beside it has the same content.
#[component]
pub fn Drawing(
    /// What to draw.
    overview: Memo<Overview>,
    /// Called with the index of a tapped pillar: a shortcut for pointers beside the list.
    on_tap: Callback<usize>,
) -> impl IntoView {
    let groups = move || {
        let groups = overview.with(|overview| {
            let pillars: Vec<(&str, Vec<Stack>)> = overview
                .pillars
                .iter()
                .map(|pillar| {
                    let stacks = pillar.domains.iter().map(|place| Stack {
                        level: place.level,
                        then: place.then,
                    });
                    (pillar.name.as_str(), stacks.collect())
                })
                .collect();
            layout(&pillars)
        });
        let drawn: Vec<AnyView> = groups
            .into_iter()
            .enumerate()
            .map(|(place, group)| drawn(place, group, on_tap))
            .collect();
        drawn.into_any()
    };
    view! {
        <svg class="mb-bridge" viewBox="0 0 344 230" aria-hidden="true">
            <g inner_html=SCENERY></g>
            {groups}
        </svg>
    }
}

fn drawn(place: usize, group: Group, on_tap: Callback<usize>) -> AnyView {
    let width = group.stone_width.to_string();
    let stones = group
        .stones
        .into_iter()
        .map(|stone| {
            view! {
                <rect
                    class=stone.laid.class()
                    x=stone.x.to_string()
                    y=stone.y.to_string()
                    width=width.clone()
                    height=STONE.to_string()
                    rx="3"
                />
            }
            .into_any()
        })
        .collect_view();
    view! {
        <g class="mb-bridge__pillar" data-pillar=place.saturating_add(1).to_string() on:click=move |_| on_tap.run(place)>
            <rect
                fill="transparent"
                x=(group.centre - group.half).to_string()
                y="104"
                width=(group.half * 2).to_string()
                height="126"
            />
            <path class="mb-bridge__beam" d=group.beam />
            {stones}
            <text class="mb-bridge__label" x=group.centre.to_string() y=group.label_y.to_string()>
                {group.label}
            </text>
        </g>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn bridge(n_pillars: usize, n_domains: usize) -> Vec<Group> {
        let stack = Stack { level: 3, then: None };
        layout(&vec![("Welzijn", vec![stack; n_domains]); n_pillars])
    }

    #[test]
    fn five_pillars_stand_where_the_scenery_expects_them() {
        let centres: Vec<i32> = bridge(5, 2).iter().map(|group| group.centre).collect();
        assert_eq!(centres, [48, 110, 172, 234, 296]);
    }

    #[test]
    fn every_bridge_stands_in_the_water_and_no_stone_touches_another() {
        for n_pillars in 1..=8 {
            for n_domains in 1..=4 {
                let groups = bridge(n_pillars, n_domains);
                let mut edge = 20;
                for group in &groups {
                    for stack in group.stones.chunks(5) {
                        let x = stack.first().unwrap().x;
                        assert!(x > edge, "{n_pillars} pillars of {n_domains}: {x} after {edge}");
                        assert!(
                            group.stone_width >= 4,
                            "{n_pillars} pillars of {n_domains}: {}",
                            group.stone_width
                        );
                        edge = x + group.stone_width;
                    }
                }
                assert!(edge < 324, "{n_pillars} pillars of {n_domains} end at {edge}");
            }
        }
    }

    #[test]
    fn five_stones_end_under_the_beam() {
        let highest = bridge(5, 1)
            .iter()
            .flat_map(|group| &group.stones)
            .map(|stone| stone.y)
            .min();
        assert_eq!(highest, Some(113));
    }

    fn check(level: u8, then: Option<u8>, expected: [StoneStyle; 5]) {
        let groups = layout(&[("A", vec![Stack { level, then }])]);
        let laid: Vec<StoneStyle> = groups
            .iter()
            .flat_map(|group| &group.stones)
            .map(|stone| stone.laid)
            .collect();
        assert_eq!(laid, expected);
    }

    #[test]
    fn nothing_to_compare_with() {
        check(
            2,
            None,
            [
                StoneStyle::Firm,
                StoneStyle::Firm,
                StoneStyle::Empty,
                StoneStyle::Empty,
                StoneStyle::Empty,
            ],
        );
    }

    #[test]
    fn nothing_marked() {
        check(0, None, [StoneStyle::Empty; 5]);
    }

    #[test]
    fn risen() {
        check(
            3,
            Some(1),
            [
                StoneStyle::Firm,
                StoneStyle::New,
                StoneStyle::New,
                StoneStyle::Empty,
                StoneStyle::Empty,
            ],
        );
    }

    #[test]
    fn lower() {
        check(
            1,
            Some(3),
            [
                StoneStyle::Firm,
                StoneStyle::Was,
                StoneStyle::Was,
                StoneStyle::Empty,
                StoneStyle::Empty,
            ],
        );
    }

    #[test]
    fn held() {
        check(5, Some(5), [StoneStyle::Firm; 5]);
    }

    #[test]
    fn a_long_name_is_shortened_and_never_inside_a_letter() {
        assert_eq!(shortened("Welzijn", 7), "Welzijn");
        assert_eq!(shortened("Gezondheid 👩‍👩‍👧 en meer", 8), "Gezondh…");
        assert_eq!(shortened("Werk en meedoen", 6), "Werk…");
        assert_eq!(shortened("", 0), "");
    }

    #[test]
    fn eight_names_stand_in_two_rows() {
        let groups = bridge(8, 1);
        assert!(groups.iter().all(|group| group.label == "Welzijn"));
        assert!(
            groups
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.label_y != b.label_y))
        );
    }
}
