using Rollouts.Integrations.Outside.Http;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>The processes whose pages are read.</summary>
/// <param name="Access">
/// Credentials, certificates and time-out, the same for all; its address is that of the first.
/// </param>
internal sealed record ScrapeSettings(ValueList<ScrapeTarget> Targets, Endpoint Access);

/// <summary>One process and the labels that all of its series get, before those that stand on its page.</summary>
internal sealed record ScrapeTarget(Uri Address, ValueList<KeyValuePair<string, string>> Labels)
{
    /// <summary>The page: what stands below the address, or /metrics where nothing does.</summary>
    public Uri Page { get; } =
        Address.AbsolutePath == "/"
            ? new Uri(Address, "metrics")
            : new Uri(Address.GetLeftPart(UriPartial.Path).TrimEnd('/'));

    /// <summary>What Prometheus would call it.</summary>
    public string Instance => $"{Address.Host}:{Address.Port}";
}
