using Microsoft.AspNetCore.Builder;

namespace Rollouts.Sandbox.Endpoints;

/// <summary>
/// A simulated external system with its own wire protocol. Each has its own folder, port and failures, and one line in
/// the host.
/// </summary>
internal interface IEndpoint
{
    /// <summary>The name in the admin API and the settings: <c>appMesh</c>.</summary>
    string Name { get; }

    Mishaps Mishaps { get; }

    /// <summary>Adds its endpoints to its server.</summary>
    void Serve(WebApplication server);
}
