using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.Integrations.PlanLanguage;

/// <summary>One thing that is wrong with a file, with its place.</summary>
public sealed record PlanProblem(string File, Place Place, PlanFault Fault)
{
    /// <summary>The form that editors and terminals turn into a link.</summary>
    public override string ToString() =>
        $"{File}:{Place.Line}:{Place.Column}: {Fault.Code}: {Fault.At}: {Fault.Message}";
}
