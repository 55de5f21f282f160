namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>The errors of Elastic Load Balancing, by their codes and statuses.</summary>
internal sealed record ElbError(int Status, string Code, string Message)
{
    public static ElbError Invalid(string message) => new(400, "ValidationError", message);

    public static ElbError NoListener(string arn) =>
        new(400, "ListenerNotFound", $"One or more listeners not found: {arn}");

    public static ElbError NoRule(string arn) => new(400, "RuleNotFound", $"One or more rules not found: {arn}");

    public static ElbError NoGroup(string name) =>
        new(400, "TargetGroupNotFound", $"One or more target groups not found: {name}");

    public static ElbError NoBalancer(string name) =>
        new(400, "LoadBalancerNotFound", $"Load balancers '[{name}]' not found");

    public static ElbError NotPermitted(string message) => new(400, "OperationNotPermitted", message);

    public static ElbError Throttled() => new(400, "Throttling", "Rate exceeded");

    public static ElbError Broken() => new(500, "InternalFailure", "The sandbox was told to fail");
}

/// <summary>Ends a call with an error.</summary>
internal sealed class ElbException(ElbError error) : Exception(error.Message)
{
    public ElbError Error => error;
}
