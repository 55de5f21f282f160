namespace Rollouts.Domain.Plans;

/// <summary>The recipients of notifications.</summary>
public sealed record Tell
{
    /// <summary>A Slack channel, with its <c>#</c>.</summary>
    public string? Slack { get; init; }

    /// <summary>A channel of Microsoft Teams, by the name that administrators gave it.</summary>
    public string? Teams { get; init; }

    /// <summary>A list of e-mail addresses, by the name that administrators gave it.</summary>
    public string? Email { get; init; }

    public Address? Webhook { get; init; }
}
