namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// The place of weights at a load balancer: a rule, the default actions of a listener, or what has a tag.
/// </summary>
/// <param name="HealthyTargets">How many healthy targets a target group needs before it gets more traffic.</param>
internal sealed record AlbRoute(ElbPlace Place, int HealthyTargets)
{
    public override string ToString() => Place.ToString();
}

/// <summary>What a route points at.</summary>
internal abstract record ElbPlace
{
    private ElbPlace() { }

    public sealed record Rule(string Arn) : ElbPlace
    {
        public override string ToString() => $"rule '{ElbArn.ResourceOf(Arn)}'";
    }

    /// <summary>The default actions of a listener.</summary>
    public sealed record Listener(string Arn) : ElbPlace
    {
        public override string ToString() => $"listener '{ElbArn.ResourceOf(Arn)}'";
    }

    /// <summary>The one rule or listener of a load balancer that has a tag.</summary>
    public sealed record Tagged(string LoadBalancer, ElbTag Tag) : ElbPlace
    {
        public override string ToString() => $"what is tagged '{Tag}' of load balancer '{LoadBalancer}'";
    }
}
