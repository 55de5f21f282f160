using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;

namespace Rollouts.Integrations.PlanLanguage;

/// <summary>A plan, or every reason why the file holds none.</summary>
public sealed record PlanReading(Plan? Plan, ValueList<PlanProblem> Problems)
{
    [MemberNotNullWhen(true, nameof(Plan))]
    public bool IsAccepted => Plan is not null && Problems.IsEmpty;
}
