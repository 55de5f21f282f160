using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>
/// A check as parsed from a file. A short form implies a comparison, which is dropped if the strategy has no baseline,
/// because the plan did not ask for it explicitly.
/// </summary>
internal sealed record WrittenCheck(Check Check, bool NeedsBaseline);
