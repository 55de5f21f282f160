using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview;

/// <summary>
/// The rules for accepting a plan. They refuse early everything that can be known early. During an incident it is too
/// late to learn that a check could never fail.
/// </summary>
public static class PlanRules
{
    private static readonly Func<Submission, IEnumerable<PlanFault>>[] All =
    [
        NameRules.Review,
        ConnectionRules.Review,
        WeightRules.Review,
        RouterRules.Review,
        SubjectRules.Review,
        RangeRules.Review,
        VerdictRules.Review,
        DecisionRules.Review,
        BurnRules.Review,
        ScoreRules.Review,
        BaselineRules.Review,
        ShareRules.Review,
        QueryRules.Review,
        WaitRules.Review,
        PointRules.Review,
        EnvironmentRules.Review,
        TemplateRules.Review,
        FreezeRules.Review,
        AlarmRules.Review,
    ];

    /// <summary>Every fault of the plan, in the order of the rules; none for a plan that may run.</summary>
    public static ValueList<PlanFault> Review(Plan plan, ReviewContext around)
    {
        var submission = new Submission(plan, Compiler.Compile(plan), around);
        return All.SelectMany(rule => rule(submission)).ToValueList();
    }
}
