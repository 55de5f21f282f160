using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests;

/// <summary>Opens adapters the way that an installation does: from what an administrator writes.</summary>
internal static class Connected
{
    /// <param name="connection">As in <c>haproxy: { socket: /run/haproxy/admin.sock }</c>.</param>
    public static ITrafficRouter Router(string connection) =>
        Got(Adapters.Open((Connection.Router)Read(connection), new AdapterContext(TimeProvider.System)));

    /// <param name="connection">As in <c>prometheus: { address: "http://127.0.0.1:9090" }</c>.</param>
    public static IMetricSource Source(string connection) =>
        Got(Adapters.Open((Connection.Source)Read(connection), new AdapterContext(TimeProvider.System)));

    /// <summary>Why a connection is refused.</summary>
    public static IEnumerable<string> Codes(string connection) =>
        Parse(connection).Problems.Select(problem => problem.Fault.Code);

    public static Connection Read(string connection)
    {
        var (installation, problems) = Parse(connection);
        Assert.True(installation is not null, string.Join('\n', problems));
        return Assert.Single(installation.Connections.Values);
    }

    /// <summary>A map of texts, as a plan's route is.</summary>
    public static Settings Map(string key, string value) =>
        new Settings.Map([new Setting(key, new Settings.Text(value))]);

    private static (Installation? Installation, ValueList<PlanProblem> Problems) Parse(string connection) =>
        InstallationReader.Read(
            "installation.yaml",
            Encoding.UTF8.GetBytes($"connections: {{ it: {{ {connection} }} }}")
        );

    private static T Got<T>(Answer<T> answer)
    {
        Assert.True(answer.TryGet(out var opened, out var fault), fault?.Message);
        return opened;
    }
}
