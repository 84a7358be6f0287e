// What an application knows beside the form: who is signed in, the accounts, and the contract, of which 47 TB are free.
export const facts = {
  createPartner: {
    subject: { type: "user", id: "u-1", properties: { role: "admin", account: "d-1" } },
    context: { accounts: [{ id: "d-1", type: "distributor", agreements: [{ id: "c-1", kind: "contract" }] }] },
    allocation: { contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" } },
    deal: { customer: { id: "p-1", volume: "0 B" } },
  },
};
