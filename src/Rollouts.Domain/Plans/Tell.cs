namespace Rollouts.Domain.Plans;

/// <summary>Whom to keep informed.</summary>
public sealed record Tell
{
    /// <summary>A Slack channel, with its <c>#</c>.</summary>
    public string? Slack { get; init; }

    public Address? Webhook { get; init; }
}
