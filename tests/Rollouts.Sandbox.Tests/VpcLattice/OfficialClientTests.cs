namespace Rollouts.Sandbox.Tests.VpcLattice;

/// <summary>
/// The VPC Lattice endpoint is judged by the client that AWS makes for it: what it sees is in the approved file.
/// </summary>
public sealed class OfficialClientTests : SandboxTest
{
    [Fact]
    public async Task Sees_what_AWS_would_show_it()
    {
        var seen = await NodeClient.RunAsync(
            "vpc-lattice.mjs",
            [],
            Sandbox.Endpoints["vpcLattice"].ToString(),
            Sandbox.Admin.ToString()
        );

        Approved.Matches("official-client", string.Join('\n', seen) + "\n");
    }
}
