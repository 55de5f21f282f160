using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.PlanFiles.Language;

/// <summary>
/// A check as it comes out of a file. A short form brings its comparison along, which is left out where the
/// strategy has no baseline: nobody asked for it in so many words.
/// </summary>
internal sealed record WrittenCheck(Check Check, bool NeedsBaseline);
