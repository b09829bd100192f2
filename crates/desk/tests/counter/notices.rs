//! Notices: who sees what of them, what they may hold, and the approved
//! settlement a public notice shows.

use huigu_desk::{Caller, Error, NewNotice, NoticeError, NoticeKind, Role, StoreError};
use huigu_quantity::{Day, Fen};

use crate::ground::{BANKS, Ground, operator};

const PLAIN: NewNotice<'static> =
    NewNotice {
        kind: NoticeKind::Announcement, title: "关于报送的通知", text: "一段", until: None, settlement: None
    };

fn until(day: &str) -> Option<Day> {
    Some(Day::parse(day).unwrap())
}

#[test]
fn what_a_notice_may_hold_is_checked_before_the_act() {
    let ground = Ground::with(true);
    let public = NewNotice { kind: NoticeKind::PublicNotice, ..PLAIN };
    let long = "长".repeat(6_001);
    let published = Day::parse("2022-03-01").unwrap();
    let before = ground.last_row();
    for (new, expected) in [
        (NewNotice { title: " ", ..PLAIN }, NoticeError::Title),
        (NewNotice { title: "两\n行", ..PLAIN }, NoticeError::Title),
        (NewNotice { title: &long[..303], ..PLAIN }, NoticeError::Title),
        (NewNotice { text: "\n \n", ..PLAIN }, NoticeError::Text),
        (NewNotice { text: &long, ..PLAIN }, NoticeError::Text),
        (NewNotice { until: until("2022-03-08"), ..PLAIN }, NoticeError::NotPublic),
        (NewNotice { settlement: Some(1), ..PLAIN }, NoticeError::NotPublic),
        (NewNotice { until: until("2022-02-28"), ..public }, NoticeError::Until { published }),
    ] {
        let refused = ground.counter.publish_notice(&operator(), &new).unwrap_err();
        assert!(matches!(&refused, Error::Notice(why) if *why == expected), "{refused:?}");
    }
    let of_none = NewNotice { settlement: Some(7), ..public };
    let refused = ground.counter.publish_notice(&operator(), &of_none).unwrap_err();
    assert!(matches!(refused, Error::Store(StoreError::NoSuchSettlement { number: 7 })), "{refused:?}");
    assert_eq!(ground.last_row(), before, "nothing was begun");
    let today = NewNotice { until: until("2022-03-01"), text: " 一段 \r\n\r\n两\u{7}段", ..public };
    let kept = ground.counter.publish_notice(&operator(), &today).unwrap();
    assert_eq!((kept.text.as_str(), kept.until), ("一段\n两 段", Some(published)), "paragraphs, a line each");
}

#[test]
fn a_withdrawn_notice_says_so_and_no_more_to_the_public() {
    let ground = Ground::with(true);
    let (counter, public) = (&ground.counter, Caller::public());
    let centre = ground.user("centre", Role::Centre, "dept-finance-centre");
    let auditor = ground.user("auditor", Role::Auditor, "");
    let number = counter.publish_notice(&centre, &PLAIN).unwrap().number;
    assert_eq!(counter.notices(&public).unwrap()[0].who, "", "nobody's name");
    assert_eq!(counter.notices(&auditor).unwrap()[0].who, "centre@dept-finance-centre");
    for reason in ["", "\n", &"长".repeat(501)] {
        let refused = counter.withdraw_notice(&centre, number, reason).unwrap_err();
        assert!(matches!(refused, Error::Notice(NoticeError::Reason)), "{refused:?}");
    }
    counter.withdraw_notice(&centre, number, "期限有误").unwrap();
    let again = counter.withdraw_notice(&centre, number, "再撤").unwrap_err();
    assert!(matches!(again, Error::Store(StoreError::NoticeWithdrawn { .. })), "{again:?}");
    assert_eq!(counter.notices(&public).unwrap(), [], "the list leaves it out");
    let (seen, _) = counter.notice(&public, number).unwrap();
    let said = seen.withdrawn.unwrap();
    assert_eq!((said.reason.as_str(), said.who.as_str(), seen.text.as_str()), ("期限有误", "", ""));
    let (seen, _) = counter.notice(&auditor, number).unwrap();
    assert_eq!(seen.text, PLAIN.text, "who looks after it sees what it said");
    assert_eq!(counter.notices(&centre).unwrap().len(), 1);
    assert_eq!(counter.check(&operator()).unwrap(), (Vec::new(), Vec::new()));
}

#[test]
fn a_public_notice_shows_the_approved_amounts_by_name_and_nothing_else() {
    let ground = Ground::with(true);
    let (counter, public) = (&ground.counter, Caller::public());
    let approving = counter.approve(&operator(), 2021, "同意").unwrap();
    let kind = NoticeKind::PublicNotice;
    let new = NewNotice { kind, until: until("2022-03-08"), settlement: Some(approving.number), ..PLAIN };
    let number = counter.publish_notice(&operator(), &new).unwrap().number;
    let (_, shown) = counter.notice(&public, number).unwrap();
    let shown = shown.unwrap();
    assert_eq!((shown.settlement, shown.year, shown.total), (approving.number, 2021, approving.found.total));
    let paid = approving.found.measures.iter().flat_map(|measure| {
        measure
            .beneficiaries
            .iter()
            .filter(|one| one.amount > Fen::ZERO)
            .map(|one| (measure.measure.as_str(), one.amount))
    });
    let told: Vec<(&str, Fen)> = shown
        .measures
        .iter()
        .flat_map(|shares| shares.beneficiaries.iter().map(|share| (shares.measure.as_str(), share.amount)))
        .collect();
    assert_eq!(told, paid.collect::<Vec<_>>(), "each amount that is paid, in the order of the settlement");
    let names: Vec<&str> =
        shown.measures.iter().flat_map(|one| &one.beneficiaries).map(|share| share.name.as_str()).collect();
    assert!(!names.contains(&BANKS[0]), "by name, not by id: {names:?}");
    assert!(!format!("{shown:?}").contains("同意"), "no note");
    // Known to every server, and gone from the public with the notice.
    assert_eq!(ground.other(true).notice(&public, number).unwrap().1.as_deref(), Some(&*shown));
    counter.withdraw_notice(&operator(), number, "数字有误").unwrap();
    assert_eq!(counter.notice(&public, number).unwrap().1, None);
}
