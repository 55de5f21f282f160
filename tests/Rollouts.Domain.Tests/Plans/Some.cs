using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Tests.Plans;

/// <summary>Plans and their parts where a test does not care which.</summary>
internal static class Some
{
    public static PlanPath Place { get; } = PlanPath.Root.Key("somewhere");

    public static Plan Canary(params Step[] steps) =>
        new()
        {
            Service = new ServiceName("checkout"),
            Environment = new EnvironmentName("prod"),
            Backends = new Backends.Slots(new BackendName("blue"), new BackendName("green")),
            Waves = [Wave("main")],
            Strategy = new Strategy.Canary(steps.ToValueList(), Place),
            Checks = [ErrorLimit],
        };

    public static Check ErrorLimit { get; } =
        new()
        {
            Name = new CheckName("error-limit"),
            Subject = new Subject.Counts(
                Query.Text("requests{app=\"{backend}\"}"),
                Query.Text("errors{app=\"{backend}\"}")
            ),
            Judge = new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), SlowerThan: null),
            At = Place,
        };

    public static Check Errors { get; } =
        ErrorLimit with
        {
            Name = new CheckName("errors"),
            Judge = new Judge.Sequential(new Reference.Baseline(1.25m, Proportion.Percent(0.1m)), SlowerThan: null),
        };

    public static Wave Wave(params string[] targets) => new(targets.Select(Target).ToValueList());

    public static Target Target(string name) =>
        new()
        {
            Name = new TargetName(name),
            Route = new Route.Named("checkout", Connection: null),
            At = Place,
        };

    public static Step Shift(int percent) =>
        new Step.Do(new Instruction.Shift(Weight.Percent(percent), TimeSpan.FromMinutes(2), Place));

    public static Step Hold(int minutes) => new Step.Do(new Instruction.Hold(TimeSpan.FromMinutes(minutes), Place));

    public static Step Bake(int minutes) => new Step.Do(new Instruction.Bake(TimeSpan.FromMinutes(minutes), Place));

    public static Step Verify(int atLeast, int atMost) =>
        new Step.Do(
            new Instruction.Verify(
                TimeSpan.FromMinutes(atLeast),
                TimeSpan.FromMinutes(atMost),
                Requests: 100,
                Prove: null,
                UndecidedAction.Hold,
                Place
            )
        );

    public static Step PassPoint(TimeOutAction otherwise = TimeOutAction.RollBack) =>
        new Step.PassPoint(
            (Instruction.Approve)((Step.Do)Approve(60, once: true)).Instruction with
            {
                Otherwise = otherwise,
            },
            new Instruction.PointOfNoReturn("the old version cannot read the new column", Place)
        );

    public static Step Approve(int minutes, bool once) =>
        new Step.Do(
            new Instruction.Approve(
                [new GroupName("release")],
                Count: 1,
                TimeSpan.FromMinutes(minutes),
                TimeOutAction.RollBack,
                NotByAuthor: false,
                once,
                Place
            )
        );
}
