namespace Rollouts.Sandbox.Tests.AwsSecrets;

/// <summary>
/// Secrets Manager and the parameters of SSM are judged by the clients that AWS makes: what they see is in the approved
/// files.
/// </summary>
public sealed class OfficialClientTests : SandboxTest
{
    [Theory]
    [InlineData("secretsManager", "secrets-manager")]
    [InlineData("ssm", "ssm")]
    public async Task Sees_what_AWS_would_show_it(string endpoint, string client)
    {
        var seen = await NodeClient.RunAsync(
            client + ".mjs",
            [],
            Sandbox.Endpoints[endpoint].ToString(),
            Sandbox.Admin.ToString()
        );

        Approved.Matches(client, string.Join('\n', seen) + "\n");
    }
}
