using System.Text.Json.Nodes;
using Rollouts.Hosting;

namespace Rollouts.Worker.Commands;

/// <summary>The text that a worker prints once it has started: its services, its name and its address.</summary>
internal static class Greeting
{
    public static string Of(HostSettings settings, WorkerHost host)
    {
        var connections = host.Installation.Connections.Count;
        return settings.Log.Form == LogForm.Json
            ? new JsonObject
            {
                ["message"] = "the worker has started",
                ["store"] = settings.Store().ToString(),
                ["worker"] = host.Engine.Worker,
                ["address"] = host.Address,
                ["connections"] = connections,
            }.ToJsonString()
            : $"Drives what is in {settings.Store()}, as worker {host.Engine.Worker}, over {connections} "
                + $"{(connections == 1 ? "connection" : "connections")}. Health and metrics: {host.Address}";
    }
}
