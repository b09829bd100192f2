//! The institutions of the district: about 25 lenders, guarantors, insurers
//! and the places that report. All lenders, guarantors and insurers are
//! invented; none is a real institution.

use huigu_facts::{Organisation, OrganisationKind};
use huigu_quantity::Day;

use crate::zhenhai::TOWNS;

/// A lender: id, name, share of the district's loans, and habits.
#[derive(Debug)]
pub(crate) struct Lender {
    /// Organisation id; the list is in the order of ids.
    pub(crate) id: &'static str,
    /// Name.
    pub(crate) name: &'static str,
    /// Weight among the district's loans.
    pub(crate) weight: u64,
    /// Whether it gives its events ids, so that it can correct them.
    pub(crate) event_ids: bool,
    /// Whether it reports contracts.
    pub(crate) contracts: bool,
    /// Whether it sends claims.
    pub(crate) claims: bool,
    /// Whether it is in the district.
    pub(crate) in_district: bool,
    /// Whether its books begin in the third year only.
    pub(crate) late_books: bool,
}

const fn lender(id: &'static str, name: &'static str, weight: u64) -> Lender {
    Lender { id, name, weight, event_ids: false, contracts: false, claims: false, in_district: true, late_books: false }
}

/// The lenders, in the order of their ids.
pub(crate) const LENDERS: [Lender; 25] = [
    Lender { contracts: true, ..lender("anyuan-bank", "安远银行镇海支行", 30) },
    lender("beilun-gulf-bank", "北仑湾银行镇海支行", 26),
    Lender { in_district: false, ..lender("chaoyin-internet-bank", "潮音网络银行", 34) },
    Lender { event_ids: true, contracts: true, ..lender("dinghai-gulf-bank", "定海湾银行镇海支行", 40) },
    lender("donghai-harbour-bank", "东海港湾银行镇海支行", 52),
    lender("fanpu-village-bank", "樊浦村镇银行", 18),
    Lender { contracts: true, ..lender("guanhaiwei-bank", "观海银行镇海支行", 24) },
    Lender { event_ids: true, ..lender("guisi-village-bank", "贵驷村镇银行", 16) },
    lender("haitang-commercial-bank", "海塘商业银行镇海支行", 66),
    lender("houhaitang-bank", "后海塘银行", 38),
    Lender { event_ids: true, ..lender("jiaochuan-bank", "蛟川银行", 70) },
    Lender { late_books: true, ..lender("jiulonghu-bank", "九龙湖银行", 20) },
    lender("lianhua-bank", "莲华银行镇海支行", 22),
    Lender { contracts: true, ..lender("luotuo-rural-bank", "骆驼农村银行", 90) },
    lender("mingzhou-harbour-bank", "明洲港银行镇海支行", 58),
    lender("qingshui-bank", "清水浦银行", 14),
    Lender { event_ids: true, ..lender("sanguantang-bank", "三官堂银行镇海支行", 28) },
    lender("tashan-bank", "塔山银行镇海支行", 30),
    Lender { in_district: false, ..lender("wanghai-finance-bank", "望海民营银行", 24) },
    lender("xiepu-village-bank", "澥浦村镇银行", 15),
    Lender { contracts: true, ..lender("yongjiangkou-bank", "甬江口银行", 80) },
    lender("yuejin-bank", "跃金银行镇海支行", 36),
    Lender { claims: true, ..lender("zhaobaoshan-bank", "招宝山银行", 34) },
    Lender { claims: true, ..lender("zhenhai-rural-commercial", "镇海卫农村商业银行（虚构）", 130) },
    lender("zhuangshi-bank", "庄市银行", 25),
];

/// A guarantor or insurer.
#[derive(Debug)]
pub(crate) struct Backer {
    /// Organisation id.
    pub(crate) id: &'static str,
    /// Name.
    pub(crate) name: &'static str,
    /// Guarantor or insurer.
    pub(crate) kind: OrganisationKind,
    /// Weight among guaranteed loans.
    pub(crate) weight: u32,
    /// Whether it is in the district.
    pub(crate) in_district: bool,
    /// Whether it is a policy guarantor.
    pub(crate) policy: bool,
    /// Yearly fee in hundredths of a percent: least and most.
    pub(crate) fee: (i64, i64),
}

const G: OrganisationKind = OrganisationKind::Guarantor;
const I: OrganisationKind = OrganisationKind::Insurer;

/// The guarantors and insurers.
pub(crate) const BACKERS: [Backer; 7] = [
    backer("zhenhai-policy-guarantee", "镇海卫政策性融资担保公司（虚构）", G, 50, (true, true), (40, 110)),
    backer("jiaochuan-guarantee", "蛟川融资担保公司", G, 20, (true, false), (100, 220)),
    backer("luotuo-mutual-guarantee", "骆驼互助担保公司", G, 8, (true, false), (80, 180)),
    backer("mingzhou-guarantee", "明洲融资担保公司", G, 8, (false, false), (100, 200)),
    backer("haitang-insurance", "海塘财产保险镇海支公司", I, 8, (true, false), (60, 150)),
    backer("yongjiang-insurance", "甬江保证保险镇海支公司", I, 4, (true, false), (80, 160)),
    backer("donghai-credit-insurance", "东海信用保险公司", I, 2, (false, false), (50, 140)),
];

const fn backer(
    id: &'static str,
    name: &'static str,
    kind: OrganisationKind,
    weight: u32,
    (in_district, policy): (bool, bool),
    fee: (i64, i64),
) -> Backer {
    Backer { id, name, kind, weight, in_district, policy, fee }
}

/// Offices, schools and communities: they report, and nothing more.
const OFFICES: [(&str, &str, OrganisationKind); 9] = [
    ("dept-finance-centre", "区金融发展服务中心", OrganisationKind::Department),
    ("dept-finance", "区财政局", OrganisationKind::Department),
    ("dept-science", "区科技局", OrganisationKind::Department),
    ("dept-economy", "区经信局", OrganisationKind::Department),
    ("school-jiaochuan", "蛟川示范小学（虚构）", OrganisationKind::School),
    ("school-luotuo", "骆驼示范中学（虚构）", OrganisationKind::School),
    ("community-harbour", "港湾社区（虚构）", OrganisationKind::Community),
    ("community-lotus", "莲塘社区（虚构）", OrganisationKind::Community),
    ("village-clearwater", "清水示范村（虚构）", OrganisationKind::Community),
];

/// Hands every organisation to `sink`; `first_year` is the first of the books.
pub(crate) fn organisations(first_year: i32, sink: &mut dyn FnMut(Organisation<'_>)) {
    let plain =
        |org_id, name, kind| Organisation { org_id, name, kind, in_district: true, policy: false, books_from: None };
    for lender in &LENDERS {
        let books_from = lender.late_books.then(|| Day(Day::new_year(first_year + 2).0 + 90));
        let bank = plain(lender.id, lender.name, OrganisationKind::Bank);
        sink(Organisation { in_district: lender.in_district, books_from, ..bank });
    }
    for backer in &BACKERS {
        let row = plain(backer.id, backer.name, backer.kind);
        sink(Organisation { in_district: backer.in_district, policy: backer.policy, ..row });
    }
    for (id, name, kind) in OFFICES {
        sink(plain(id, name, kind));
    }
    for (number, town) in TOWNS.iter().enumerate() {
        const IDS: [&str; 7] = [
            "town-zhaobaoshan",
            "town-jiaochuan",
            "town-luotuo",
            "town-zhuangshi",
            "town-guisi",
            "town-xiepu",
            "town-jiulonghu",
        ];
        sink(plain(IDS[number], town, OrganisationKind::Town));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lenders_stand_in_the_order_of_their_ids() {
        assert!(LENDERS.is_sorted_by(|a, b| a.id < b.id));
        assert_eq!(LENDERS.iter().filter(|lender| lender.claims).count(), 2);
        assert_eq!(LENDERS.iter().filter(|lender| lender.late_books).count(), 1);
    }
}
