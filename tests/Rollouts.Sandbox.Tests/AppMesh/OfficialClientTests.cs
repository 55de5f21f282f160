namespace Rollouts.Sandbox.Tests.AppMesh;

/// <summary>
/// The App Mesh endpoint is judged by the client that AWS makes for App Mesh: what it sees is in the approved file.
/// </summary>
public sealed class OfficialClientTests : SandboxTest
{
    [Fact]
    public async Task Sees_what_AWS_would_show_it()
    {
        var seen = await NodeClient.RunAsync(
            "app-mesh.mjs",
            [],
            Sandbox.Endpoints["appMesh"].ToString(),
            Sandbox.Admin.ToString()
        );

        Approved.Matches("official-client", string.Join('\n', seen) + "\n");
    }
}
