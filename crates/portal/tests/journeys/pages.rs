//! Every page, in both languages, wide and narrow: nothing scrolls sideways,
//! nothing fails, the console stays silent.

use std::path::Path;
use std::sync::Arc;

use huigu_desk::{
    ApproveYear, AttachText, Caller, Desk, FreeText, Hash, NoticeKind, Number, Paragraphs, Place, PublishNotice,
    Settings, TextLine, Year,
};
use huigu_plan::shipped;

use crate::browser::Browser;
use crate::portal::{Running, now, start};
use crate::work::{PASSWORD, first_time};

const PUBLIC: &[&str] = &[
    "/",
    "/plan",
    "/plan/3.2",
    "/targets",
    "/targets/inclusive-loan-growth",
    "/measures?year=2022",
    "/measures/bond-reward?year=2021",
    "/notices",
    "/notices/1",
    "/plan/text",
    "/sign-in",
];

const CENTRE: &[&str] = &[
    "/",
    "/plan",
    "/targets/private-loan-share?date=2022-06-30&by=industry",
    "/measures/startup-loan-subsidy?year=2022",
    "/measures/startup-loan-subsidy/zhenhai-rural-commercial?year=2022",
    "/trace/zhenhai-rural-commercial/000001202",
    "/simulate?year=2022&set.startup-loan-subsidy.rate=1%25",
    "/settlements",
    "/notices",
    "/notices/1",
    "/notices/new?settlement=1",
    "/plan/text",
    "/books",
    "/books/3",
    "/parties",
    "/parties/91330211MA00000075",
    "/audit",
    "/me",
    "/me/password",
    "/me/second-factor",
    "/me/tokens",
    "/me/trail",
];

/// With an official text, an approved year, and a public notice of it.
fn shows_everything(portal: &Running) {
    let plan = shipped();
    let place = Place::Folder(portal.folder.path().to_owned());
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/official/yunwan-2023.txt");
    let settings = Settings { clock: Arc::new(now), random: Arc::new(|| None), person_key: None, demo: true };
    let desk = Desk::open(&place, plan, Hash::of(b"the plan"), settings).unwrap();
    let tester = Caller::operator("tester");
    desk.run(&tester, AttachText::of("notice.txt", &std::fs::read(text).unwrap()).unwrap()).unwrap();
    let approved = desk.run(&tester, ApproveYear { year: Year::new(2021), note: FreeText::default() }).unwrap();
    let new = PublishNotice {
        kind: NoticeKind::PublicNotice,
        title: TextLine::new("2021 年度扶持资金核定结果公示").unwrap(),
        text: Paragraphs::new("现予公示。").unwrap(),
        until: Some(now().day()),
        settlement: Number::new(approved.settlement),
    };
    desk.run(&tester, new).unwrap();
}

fn look(browser: &Browser, path: &str, width: u32) {
    for lang in ["zh", "en"] {
        browser.go("/healthz");
        browser.speak(lang);
        browser.go(path);
        let over = browser.run("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(over.as_i64(), Some(0), "{path} in {lang} at {width}: wider than the window");
        let width_of = browser.run("window.innerWidth");
        assert_eq!(width_of.as_u64(), Some(u64::from(width)), "the window is as wide as asked");
        let lang_of = browser.run("document.documentElement.lang.slice(0, 2)");
        assert_eq!(lang_of.as_str(), Some(lang), "{path}");
        assert!(
            browser
                .run("document.fonts.status === 'loaded' && getComputedStyle(document.body).margin === '0px'")
                .as_bool()
                .unwrap(),
            "the style is there"
        );
        assert_eq!(browser.console(), Vec::<String>::new(), "{path} in {lang} at {width}");
    }
}

#[test]
fn every_page_stays_within_its_window_and_silent() {
    let portal = start(true);
    shows_everything(&portal);
    for width in [1440, 390] {
        let browser = Browser::open(&portal.base, width, true);
        for path in PUBLIC {
            look(&browser, path, width);
        }
        if width == 1440 {
            first_time(&browser, "centre", &portal.given["centre"]);
        } else {
            browser.sign_in("centre", PASSWORD);
        }
        for path in CENTRE {
            look(&browser, path, width);
        }
    }
}
