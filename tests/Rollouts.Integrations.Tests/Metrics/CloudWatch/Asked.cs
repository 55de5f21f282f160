using Rollouts.Domain.Plans;

namespace Rollouts.Integrations.Tests.Metrics.CloudWatch;

/// <summary>What is asked of CloudWatch, in the words of a plan, and what is there to answer it.</summary>
internal static class Asked
{
    public static Settings Metric(string name, string version, string? stat, string? period = null) =>
        Settings([
            ("namespace", Text("Shop")),
            ("metric", Text(name)),
            .. stat is null ? Array.Empty<(string, Settings)>() : [("stat", Text(stat))],
            ("dimensions", Settings("Version", Text(version))),
            .. period is null ? Array.Empty<(string, Settings)>() : [("period", Text(period))],
        ]);

    public static Settings Settings(string key, Settings value) => Settings([(key, value)]);

    public static Settings Settings(IEnumerable<(string Key, Settings Value)> entries) =>
        new Settings.Map(entries.Select(entry => new Setting(entry.Key, entry.Value)).ToValueList());

    public static Settings Text(string text) => new Settings.Text(text);

    public static void Put(CloudWatchPeer peer, string name, string version, double value, DateTimeOffset? at = null) =>
        peer.Store.Put("Shop", name, [KeyValuePair.Create("Version", version)], value, at);
}
