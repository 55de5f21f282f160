using Microsoft.AspNetCore.Builder;

namespace Rollouts.Sandbox.Endpoints;

/// <summary>
/// One system of the outside, speaking its own wire protocol. Each has a folder of its own, a port of its own, faults
/// of its own to inject, and one line where the sandbox is put together.
/// </summary>
internal interface IEndpoint
{
    /// <summary>As the admin API and the settings call it: <c>appMesh</c>.</summary>
    string Name { get; }

    Mishaps Mishaps { get; }

    /// <summary>Says how a server of its own answers.</summary>
    void Serve(WebApplication server);
}
