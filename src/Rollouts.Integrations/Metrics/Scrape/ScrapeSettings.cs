using Rollouts.Integrations.Http;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>The processes whose pages are read.</summary>
/// <param name="Access">
/// Credentials, certificates and time-out, the same for all; its address is that of the first.
/// </param>
internal sealed record ScrapeSettings(ValueList<ScrapeTarget> Targets, Endpoint Access);

/// <summary>One process and the labels that all of its series get. They override labels of its page.</summary>
internal sealed record ScrapeTarget(Uri Address, ValueList<KeyValuePair<string, string>> Labels)
{
    /// <summary>The path of the address, or /metrics if it has none.</summary>
    public Uri Page { get; } =
        Address.AbsolutePath == "/"
            ? new Uri(Address, "metrics")
            : new Uri(Address.GetLeftPart(UriPartial.Path).TrimEnd('/'));

    /// <summary>The value that Prometheus would use as its instance label.</summary>
    public string Instance => $"{Address.Host}:{Address.Port}";
}
