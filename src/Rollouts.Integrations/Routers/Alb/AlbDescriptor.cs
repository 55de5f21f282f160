using Rollouts.Domain.Connections;
using Rollouts.Integrations.Aws;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>Application Load Balancers, by the weights of the target groups of a rule.</summary>
internal static class AlbDescriptor
{
    /// <summary>Each alternative takes a rule, of which a listener has a hundred.</summary>
    private const int MostAlternatives = 5;

    private static readonly Key<string?> Rule = Key.Maybe(
        "rule",
        ElbKeys.Arn("the ARN of a rule of an Application Load Balancer", ElbArn.RulePattern, ElbArn.IsRule),
        "The ARN of the rule whose weights are moved."
    );

    private static readonly Key<string?> Listener = Key.Maybe(
        "listener",
        ElbKeys.Arn("the ARN of a listener of an Application Load Balancer", ElbArn.ListenerPattern, ElbArn.IsListener),
        "The ARN of the listener whose default actions are moved, in place of a rule."
    );

    private static readonly Key<string?> LoadBalancer = Key.Maybe(
        "loadBalancer",
        NameWords.Any,
        "The name of the load balancer of which one rule or listener has the tag, in place of an ARN."
    );

    private static readonly Key<ElbTag?> Tag = Key.Maybe(
        "tag",
        new TextShape<ElbTag>("plan.bad-value", "a tag as key=value", ElbTag.Pattern, ElbTag.TryParse),
        "The tag that one rule or listener of 'loadBalancer' has, as key=value."
    );

    public static readonly TypedSettings<AlbRoute> Route = new(
        new MapShape<AlbRoute>(
            "albRoute",
            "a rule or a listener of an Application Load Balancer",
            [Rule, Listener, LoadBalancer, Tag, ElbKeys.HealthyTargets],
            Read
        )
    );

    private static readonly TypedSettings<AwsEndpoint> Connection = new(
        new MapShape<AwsEndpoint>(
            "albConnection",
            "a connection to Application Load Balancers",
            ElbKeys.Endpoint.All,
            ElbKeys.Endpoint.Read
        )
    );

    /// <summary>How long a load balancer takes to bring a rule to all of its nodes.</summary>
    private static readonly TimeSpan Propagation = TimeSpan.FromSeconds(10);

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "alb",
            Title = "Application Load Balancer",
            Weights = ForwardAction.Weights,
            Places = new RoutePlaces(
                "alb",
                settings => AwsPlaces.ProxyOf(Connection.Read(settings)),
                where => PartsOf(Route.Read(where).Place)
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                // The stickiness of the forward action.
                Affinities = [Affinity.None, Affinity.Cookie],
                IsMonotone = true,
                Drain = Propagation,
                StillServes =
                    "a cookie of group stickiness that another writer switched on again, another rule that forwards to "
                    + "the target group, or a node that did not take up the rule",
            },
            AddsBackends = true,
            Requests = new RequestRouting(RequestRouting.AllParts, MostAlternatives),
            BuiltIns = [ElbKeys.NoBuiltIns],
        },
        Route = Route.Shape,
        Connection = Connection.Shape,
        Open = (settings, around) =>
            new ElbRouter(Descriptor!.Traits, Route, Connection.Read(settings), around, MostAlternatives),
    };

    private static AlbRoute Read(KeyValues values)
    {
        var ways = new[] { values.Has(Rule), values.Has(Listener), values.Has(LoadBalancer) || values.Has(Tag) };
        if (ways.Count(way => way) != 1)
        {
            values.Refuse("plan.one-of", "one of rule, listener, or loadBalancer with tag says where the weights are");
        }
        else if (values.Has(LoadBalancer) != values.Has(Tag))
        {
            values.Refuse("plan.missing-key", "loadBalancer and tag belong together");
        }

        ElbPlace place =
            values.Get(Rule) is { } rule ? new ElbPlace.Rule(rule)
            : values.Get(Listener) is { } listener ? new ElbPlace.Listener(listener)
            : new ElbPlace.Tagged(values.Get(LoadBalancer) ?? "", values.Get(Tag) ?? new ElbTag("", ""));
        return new AlbRoute(place, values.Get(ElbKeys.HealthyTargets));
    }

    // A place that is found by a tag and the same place by its ARN count as two, since nothing is looked up here.
    private static IReadOnlyList<string> PartsOf(ElbPlace place) =>
        place switch
        {
            ElbPlace.Rule rule => [ElbArn.ResourceOf(rule.Arn)],
            ElbPlace.Listener listener => [ElbArn.ResourceOf(listener.Arn)],
            ElbPlace.Tagged tagged =>
            [
                tagged.LoadBalancer,
                Uri.EscapeDataString(tagged.Tag.Key),
                Uri.EscapeDataString(tagged.Tag.Value),
            ],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
