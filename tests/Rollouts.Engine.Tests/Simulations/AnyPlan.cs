using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>A plan of minutes, whose steps and limits are drawn.</summary>
internal static class AnyPlan
{
    public static readonly BackendName Blue = new("blue");
    public static readonly BackendName Green = new("green");
    public static readonly ServiceName Service = new("checkout");
    public static readonly EnvironmentName Environment = new("prod");
    public static readonly GroupName Approvers = new("release");

    private static readonly PlanPath Place = PlanPath.Root.Key("somewhere");

    public static Plan Of(Chance chance)
    {
        var waves = 1 + chance.Below(2);
        return new Plan
        {
            Service = Service,
            Environment = Environment,
            Backends = new Backends.Slots(Blue, Green),
            Waves = Enumerable
                .Range(0, waves)
                .Select(wave => new Wave(
                    Enumerable.Range(0, 1 + chance.Below(2)).Select(i => Target($"t{wave}{i}")).ToValueList()
                ))
                .ToValueList(),
            Strategy = new Strategy.Canary(Steps(chance).ToValueList(), Place),
            Checks = [ErrorLimit(chance)],
            Limits = new Limits
            {
                AtMost = TimeSpan.FromHours(3),
                PausedAtMost = TimeSpan.FromHours(1),
                QueuedAtMost = TimeSpan.FromHours(6),
                NewVersion = chance.Pick(NewVersionPolicy.Supersede, NewVersionPolicy.Queue),
            },
            Tell = new Tell { Slack = "#releases" },
        };
    }

    /// <summary>A plan of a service with routes of its own.</summary>
    public static Plan Of(Chance chance, ServiceName service)
    {
        var plan = Of(chance);
        return plan with
        {
            Service = service,
            Waves = plan
                .Waves.Select(wave => new Wave(
                    wave.Targets.Select(target => Target($"{target.Name}-{service}")).ToValueList()
                ))
                .ToValueList(),
        };
    }

    private static Check ErrorLimit(Chance chance) =>
        new()
        {
            Name = new CheckName("error-limit"),
            Subject = new Subject.Counts(Query.Text("requests {backend}"), Query.Text("errors {backend}")),
            Judge = new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), SlowerThan: null),
            Every = TimeSpan.FromSeconds(chance.Pick(2, 5, 10)),
            OnNoData = new TroublePolicy(TroubleAction.Hold, TimeSpan.FromMinutes(2)),
            OnSourceFailure = new TroublePolicy(
                chance.Pick(TroubleAction.Hold, TroubleAction.RollBack),
                TimeSpan.FromMinutes(3)
            ),
            At = Place,
        };

    private static Target Target(string name) =>
        new()
        {
            Name = new TargetName(name),
            Route = new Route.Spelled(new ConnectionName("router"), "fake", new Settings.Text(name)),
            At = Place,
        };

    private static IEnumerable<Step> Steps(Chance chance)
    {
        foreach (var weight in new[] { 5, 25, 50 })
        {
            if (!chance.OneIn(3))
            {
                yield return new Step.Do(new Instruction.Shift(Weight.Percent(weight), TimeSpan.FromMinutes(2), Place));
                yield return new Step.Do(Wait(chance));
            }
        }

        yield return new Step.Do(new Instruction.Shift(Weight.Full, TimeSpan.FromMinutes(2), Place));
        yield return new Step.Do(new Instruction.Bake(chance.Seconds(10, 90), Place));
    }

    private static Instruction Wait(Chance chance) =>
        chance.Below(4) switch
        {
            0 => new Instruction.Hold(chance.Seconds(10, 120), Place),
            1 => new Instruction.Approve(
                [Approvers],
                1,
                TimeSpan.FromMinutes(10),
                chance.Pick(TimeOutAction.RollBack, TimeOutAction.Hold),
                NotByAuthor: false,
                Once: chance.OneIn(2),
                Place
            ),
            _ => new Instruction.Verify(
                chance.Seconds(10, 60),
                TimeSpan.FromMinutes(5),
                Requests: 100,
                Prove: null,
                UndecidedAction.Hold,
                Place
            ),
        };
}
