using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Http;

/// <summary>The credentials that are sent with each request.</summary>
internal sealed record Credentials(BasicLogin? Basic, Secret? Bearer, ValueList<ExtraHeader> Headers)
{
    public static Credentials None { get; } = new(Basic: null, Bearer: null, []);
}

internal sealed record BasicLogin(string User, Secret Password);

/// <summary>A header of a proxy or a tenant; exactly one of value and secret is there.</summary>
internal sealed record ExtraHeader(string Name, string? Value, Secret? Secret);
