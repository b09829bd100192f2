//! Every text of a row, one after the other: whatever must hold for all of
//! them is said once.

use huigu_facts::{
    Claim, CreditLine, Demand, Financing, Guarantee, GuaranteeEvent, Loan, LoanBalance, LoanClass, LoanEvent,
    Observation, Organisation, Party, Row,
};

/// Hands over each text of the row, always in the same order.
pub fn each_text<'a>(row: &mut Row<'a>, each: &mut dyn FnMut(&mut &'a str)) {
    match row {
        Row::Party(row) => {
            let Party { party_id, name, industry, town, park, .. } = row;
            [party_id, name, industry, town, park].into_iter().for_each(each);
        }
        Row::Organisation(Organisation { org_id, name, .. }) => [org_id, name].into_iter().for_each(each),
        Row::Loan(row) => {
            let Loan { lender, loan_id, contract_id, borrower, product, renewal_of, guarantor, .. } = row;
            [lender, loan_id, contract_id, borrower, product, renewal_of, guarantor].into_iter().for_each(each);
        }
        Row::LoanEvent(LoanEvent { lender, loan_id, event_id, .. }) => {
            [lender, loan_id, event_id].into_iter().for_each(each);
        }
        Row::LoanBalance(LoanBalance { lender, loan_id, .. }) => [lender, loan_id].into_iter().for_each(each),
        Row::LoanClass(LoanClass { lender, loan_id, .. }) => [lender, loan_id].into_iter().for_each(each),
        Row::CreditLine(CreditLine { lender, borrower, .. }) => [lender, borrower].into_iter().for_each(each),
        Row::Demand(Demand { demand_id, borrower, .. }) => [demand_id, borrower].into_iter().for_each(each),
        Row::Guarantee(row) => {
            let Guarantee { guarantor, guarantee_id, borrower, lender, loan_id, counter_guarantee, .. } = row;
            [guarantor, guarantee_id, borrower, lender, loan_id, counter_guarantee].into_iter().for_each(each);
        }
        Row::GuaranteeEvent(GuaranteeEvent { guarantor, guarantee_id, event_id, .. }) => {
            [guarantor, guarantee_id, event_id].into_iter().for_each(each);
        }
        Row::Financing(Financing { issuer, deal_id, .. }) => [issuer, deal_id].into_iter().for_each(each),
        Row::Observation(row) => {
            let Observation { indicator, period, org, place, source, .. } = row;
            [indicator, period, org, place, source].into_iter().for_each(each);
        }
        Row::Claim(Claim { measure, beneficiary, lender, loan_id, .. }) => {
            [measure, beneficiary, lender, loan_id].into_iter().for_each(each);
        }
        Row::Lpr(_) => {}
    }
}
