//! No page costs more as the register grows, and none asks it too often.

use huigu_desk::Role;

use super::ground::{Ground, filled};
use super::snapshots::lived_in;
use crate::page::ROUTES;
use crate::route::RouteMethod;

#[path = "../../../desk/tests/use_cases/grown.rs"]
mod grown;

/// Most statements of a page; to a database elsewhere each is a round trip.
const STATEMENTS: u64 = 40;

/// Pages that read all of something because that is asked, or answer with a file.
const ALL: [&str; 3] = ["/books/mended/{key}", "/books/templates/{kind}", "/settlements/{number}"];

/// Statements, rows and steps of a page, once everything it needs is known.
fn cost(ground: &Ground, path: &str, session: &str) -> [u64; 3] {
    let get = || {
        let answer = ground.get(path, session, "zh");
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{path}: {}", answer.status);
    };
    get();
    let (before, _) = ground.portal.desk().work();
    get();
    let work = ground.portal.desk().work().0 - before;
    [work.statements, work.rows, work.steps]
}

#[test]
fn no_page_costs_more_on_a_register_of_ten_years() {
    let [(small, sessions), (old, others)] = [lived_in(), lived_in()];
    grown::grow(&old.register(), ["zhenhai-rural-commercial", "anyuan-bank"]);
    let looks = ROUTES.iter().filter(|route| route.method == RouteMethod::Get && !ALL.contains(&route.path));
    for route in looks {
        for role in [Role::Centre, Role::Bank, Role::Administrator] {
            let Some(reach) = route.needs.reach(role) else { continue };
            let path = filled(route.path);
            // What is somebody else's is not there.
            if reach == huigu_desk::Reach::Own && small.get(&path, &sessions[role.code()], "zh").status != 200 {
                continue;
            }
            let one = cost(&small, &path, &sessions[role.code()]);
            let other = cost(&old, &path, &others[role.code()]);
            assert_eq!(one[0], other[0], "{path}: statements");
            assert!(one[0] <= STATEMENTS, "{path}: {} statements", one[0]);
            assert!(other[1] <= one[1] + 500, "{path}: rows, {one:?} and then {other:?}");
            assert!(other[2] <= one[2] * 2 + 15_000, "{path}: steps, {one:?} and then {other:?}");
        }
    }
}
