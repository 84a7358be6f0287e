// The forms of the page: questions asked most, without JSON.

/** What each form of the page is for. */
export const FORMS = [
  { id: "deal", title: "Deal form", lead: "Does this sale need a registered deal?" },
  { id: "allocation", title: "Allocation form", lead: "May this much of a contract go to one storage account?" },
  { id: "bill", title: "Monthly bill", lead: "What does a month cost, line by line?" },
  { id: "compare", title: "Compare two plans", lead: "Which plan costs less at which volume?" },
  { id: "roles", title: "Role tables", lead: "Who may do what, in every version of the role table?" },
];
