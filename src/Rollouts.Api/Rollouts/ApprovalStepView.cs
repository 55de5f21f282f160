namespace Rollouts.Api.Rollouts;

/// <summary>A step that asks for an approval now, or will.</summary>
/// <param name="Step">As <c>wave.step</c>. An approval that is given ahead names the step by it.</param>
/// <param name="From">The groups that are asked.</param>
/// <param name="Needed">How many different persons must approve.</param>
/// <param name="Given">How many have approved. Those ahead are not among them.</param>
/// <param name="DemandedBy">The environment that demands the approval; null if the plan asks for it.</param>
internal sealed record ApprovalStepView(
    string Step,
    ValueList<string> From,
    int Needed,
    int Given,
    bool IsAsked,
    string? DemandedBy,
    ValueList<AheadView> Ahead,
    ValueList<VoidedView> Voided
);

/// <summary>An approval that was given ahead and has not taken effect.</summary>
/// <param name="Of">The step as the person named it: <c>all.3</c> is for every wave.</param>
internal sealed record AheadView(string Person, string Of, string GivenAt, string ValidUntil, string? PlanHash);

/// <summary>An approval that was given ahead and does not count.</summary>
internal sealed record VoidedView(string Person, string Reason, string Changed);
