//! Tables taken away as files: every link to one gives it, and what stands in
//! an address is escaped.

use axum::http::StatusCode;
use huigu_desk::Role;

use super::codes::{codes, in_file};
use super::ground::{Ground, filled};
use super::snapshots::{MORE, NO_PAGES, lived_in};
use crate::page::ROUTES;
use crate::route::RouteMethod;

/// The links of a page that hold a text, as a browser reads them.
fn links(page: &str, holding: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|link| link.contains(holding)).map(|link| link.replace("&amp;", "&")).collect()
}

#[test]
fn every_link_to_a_file_gives_the_file() {
    let (ground, sessions) = lived_in();
    let routes = ROUTES.iter().filter(|route| route.method == RouteMethod::Get && !NO_PAGES.contains(&route.path));
    let pages: Vec<String> =
        routes.map(|route| filled(route.path)).chain(MORE.iter().map(|(_, path, ..)| (*path).to_owned())).collect();
    let (mut files, codes) = (0, codes());
    for role in [Role::Centre, Role::Bank, Role::Administrator, Role::Public] {
        let session = &sessions[role.code()];
        for path in &pages {
            let page = ground.get(path, session, "zh");
            if page.status != StatusCode::OK {
                continue;
            }
            for link in links(&page.text(), "export=") {
                let (file, what) = (ground.get(&link, session, "zh"), format!("{link} by {}", role.code()));
                let media = if link.contains(".csv") { "text/csv" } else { "application/vnd.openxml" };
                assert!(file.header("content-type").starts_with(media), "{what}: {}", file.header("content-type"));
                assert_eq!(file.status, StatusCode::OK, "{what}");
                if media == "text/csv" {
                    assert!(file.text().lines().count() > 1, "{what}: a head and rows");
                    assert_eq!(in_file(&file.text(), &codes), Vec::<&str>::new(), "{what}: no code where none is told");
                }
                files += 1;
            }
        }
    }
    assert!(files > 100, "{files} files were taken");
}

#[test]
fn the_id_of_an_institution_is_escaped_where_it_leads() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let csrf = ground.portal.desk().csrf(&centre);
    let file = "org_id,name,kind,in_district,policy,books_from\na&b#c d,某银行,bank,true,,\n";
    let sent = ground.send(&centre, &csrf, &[], &[("organisations.csv", file)]);
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    let page = ground.get("/books", &centre, "zh").text();
    assert_eq!(links(&page, "a%26b%23c%20d"), ["/books?batches.q=a%26b%23c%20d#batches"], "{page}");
}
