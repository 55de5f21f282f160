using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Routers;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The whole language: the core, with the additions of each router and source.</summary>
internal static class PlanGrammar
{
    public static readonly Shape<Plan> Plan = Make(Catalogue.Routers, Catalogue.Sources);

    private static MapShape<Plan> Make(IEnumerable<RouterDescriptor> routers, IEnumerable<SourceDescriptor> sources)
    {
        var targetShapes = new TargetShapes(routers);
        var service = Key.Required("service", NameWords.Service, "The service that gets a new version.");
        var environment = Key.Required("environment", NameWords.Environment, "Where it runs.");
        var owner = Key.Maybe("owner", NameWords.Any, "Who answers for this plan.");
        var target = Key.Maybe("target", targetShapes.One, "The one place where traffic is shifted.");
        var targets = Key.MaybeValue(
            "targets",
            targetShapes.Waves,
            "Places in waves, one after another; a list in the list goes together."
        );
        var backends = Key.Required("backends", BoundShapes.Backends(), "What the router sends traffic to.");
        var strategy = Key.Required("strategy", StrategyShapes.Strategy, "How traffic gets to the new version.");
        var checks = Key.Optional(
            "checks",
            Lists.Of(new CheckShapes(new QueryShape(sources)).Shape, least: 0),
            [],
            "What is watched all the while."
        );
        var falseAlarm = Key.Optional(
            "falseAlarm",
            NumberWords.Margin,
            PlanDefaults.FalseAlarm,
            "The chance that a healthy release is taken back, over the whole rollout."
        );
        var share = Key.Maybe(
            "share",
            ShareShape.Shape(),
            "Whether the candidate gets the share of the requests that its weight says; on where the router's own "
                + "counts are of the route alone."
        );
        var stickiness = Key.MaybeValue(
            "stickiness",
            new ChoiceShape<Stickiness>(("required", Stickiness.Required), ("forbidden", Stickiness.Forbidden)),
            "Whether the router must keep a user on one version; refused where it cannot."
        );
        var score = Key.Maybe("score", BoundShapes.Score(), "Groups the checks judged by 'compare'.");
        var rollBackOn = Key.Optional(
            "rollBackOn",
            BoundShapes.RollBackOn(),
            RollBackOn.Nothing,
            "Alarms of others that take the traffic back at once."
        );
        var limits = Key.Optional("limits", BoundShapes.Limits(), new Limits(), "The outer bounds of a rollout.");
        var freezes = Key.Optional(
            "freezes",
            Lists.Of(FreezeShape.Shape, least: 0),
            [],
            "Times in which no upward shift begins."
        );
        var hooks = Key.Optional(
            "hooks",
            BoundShapes.Hooks(),
            new Hooks(),
            "Webhooks that are told of the great moments."
        );
        var tell = Key.Optional("tell", BoundShapes.Tell(), new Tell(), "Whom to keep informed.");
        return new MapShape<Plan>(
            "plan",
            "a plan",
            [
                service,
                environment,
                owner,
                target,
                targets,
                backends,
                checks,
                falseAlarm,
                share,
                stickiness,
                score,
                strategy,
                rollBackOn,
                limits,
                freezes,
                hooks,
                tell,
            ],
            values =>
                WithFittingChecks(
                    new Plan
                    {
                        Service = values.Get(service),
                        Environment = values.Get(environment),
                        Owner = values.Get(owner),
                        Backends = values.Get(backends),
                        Waves = values.Get(targets) ?? [new Wave([values.Get(target)!])],
                        FalseAlarm = values.Get(falseAlarm),
                        Share = values.Get(share),
                        Stickiness = values.Get(stickiness),
                        Score = values.Get(score),
                        Strategy = values.Get(strategy),
                        RollBackOn = values.Get(rollBackOn),
                        Limits = values.Get(limits),
                        Freezes = values.Get(freezes),
                        Hooks = values.Get(hooks),
                        Tell = values.Get(tell),
                    },
                    values.Get(checks).SelectMany(written => written)
                )
        )
        {
            ExactlyOneOf = [target, targets],
        };
    }

    private static Plan WithFittingChecks(Plan plan, IEnumerable<WrittenCheck> written)
    {
        var hasBaseline = Compiler.Compile(plan).HasTwoArms;
        return plan with
        {
            Checks = written
                .Where(check => hasBaseline || !check.NeedsBaseline)
                .Select(check => check.Check)
                .ToValueList(),
        };
    }
}
