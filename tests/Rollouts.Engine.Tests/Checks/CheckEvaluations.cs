using Rollouts.Analysis;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Engine.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Checks;

/// <summary>A check that allows one error in a hundred, and what its source may answer.</summary>
internal static class CheckEvaluations
{
    public static readonly Instant Begun = new(1_772_442_000_000_000);

    public static readonly Check Check = new()
    {
        Name = new CheckName("error-limit"),
        Subject = new Subject.Counts(Query.Text("requests"), Query.Text("errors")),
        Judge = new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), SlowerThan: null),
        Every = TimeSpan.FromSeconds(10),
        At = PlanPath.Root.Key("somewhere"),
    };

    public static readonly JudgeSettings Settings = new LimitSettings { Limit = 0.01 };

    public static Question Question(int generation = 0, int epoch = 0) =>
        new()
        {
            Check = Check.Name,
            Generation = generation,
            Epoch = epoch,
            Split = Split.BothArms,
        };

    public static CheckEvaluation Begin() => CheckEvaluation.Begin(Check, Settings, Begun);

    /// <summary>One that was answered so often, every ten seconds, by a service with so many errors in a thousand.</summary>
    public static CheckEvaluation After(int answers, int errors = 1)
    {
        var evaluation = Begin();
        for (var i = 1; i <= answers; i++)
        {
            evaluation.Told = evaluation.Take(Question(), Counted(i * 1000, i * errors, At(i)), At(i)).Outcome;
        }

        return evaluation;
    }

    public static Instant At(int answer) => Begun + (answer * Check.Every);

    public static Answer<Reading> Counted(double requests, double errors, Instant at) =>
        new Answer<Reading>.Got(
            new Reading.Counters(
                [
                    new CounterSample(Arm.Candidate, CounterRole.Total, 0, Series: 1, Instance: 1, at, requests),
                    new CounterSample(Arm.Candidate, CounterRole.Bad, 0, Series: 2, Instance: 1, at, errors),
                ],
                Check.Every
            )
        );

    public static CheckEvaluation? Unpack(byte[] packed) => CheckEvaluationPacking.Unpack(Check, Settings, packed);
}
