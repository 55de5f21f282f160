using System.Net;
using Rollouts.Integrations.Aws;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>Without a key, credentials come from where the platform leaves them.</summary>
[Collection(AloneWithAws.Name)]
public sealed class CredentialSourceTests : IAsyncLifetime
{
    /// <summary>Named by the SHA-1 of the name of the session, which is 'shop'.</summary>
    private const string CachedSignIn = "home/.aws/sso/cache/5042d146667518a1a5017644946b8650aafca44c.json";

    private static readonly AwsAccess Access = new("eu-west-1", Key: null, Profile: null, Role: null);

    private AwsEnvironment _aws = null!;
    private SignedPeer _peer = null!;

    public async Task InitializeAsync()
    {
        _aws = await AwsEnvironment.StartAsync();
        _peer = await SignedPeer.StartAsync("things");
        _peer.Keys.Add(_aws.Key);
    }

    public async Task DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task The_role_of_a_task_of_ECS_is_asked_for_at_its_endpoint()
    {
        _aws.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{_aws.Address}/container");
        _aws.Set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "task-token");

        Assert.Equal(HttpStatusCode.OK, await CallAsync(Access));

        Assert.Equal(["container task-token"], _aws.Asked);
    }

    [Fact]
    public async Task Pod_Identity_sends_the_token_that_is_in_its_file_at_the_time()
    {
        _aws.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{_aws.Address}/container");
        _aws.Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", _aws.Write("token", "first"));
        _aws.Valid = TimeSpan.FromSeconds(10);
        using var client = _peer.Client(Access);

        Assert.Equal(HttpStatusCode.OK, await CallAsync(client));
        _aws.Write("token", "second");
        _aws.Key = new AwsKey("ASIA2", "session-secret", "session-2");
        _peer.Keys.Add(_aws.Key);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(client));

        Assert.Equal("container first", _aws.Asked[0]);
        Assert.Equal("container second", _aws.Asked[^1]);
    }

    [Fact]
    public async Task IRSA_exchanges_the_token_of_the_service_account_at_STS()
    {
        _aws.Set("AWS_ENDPOINT_URL_STS", _aws.Address);
        _aws.Set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/rollouts");
        _aws.Set("AWS_ROLE_SESSION_NAME", "rollouts");
        _aws.Set("AWS_WEB_IDENTITY_TOKEN_FILE", _aws.Write("token", "service-account"));

        Assert.Equal(HttpStatusCode.OK, await CallAsync(Access));

        Assert.Equal(
            ["sts AssumeRoleWithWebIdentity arn:aws:iam::123456789012:role/rollouts service-account"],
            _aws.Asked
        );
    }

    [Fact]
    public async Task The_role_of_an_EC2_instance_is_asked_for_with_a_token()
    {
        _aws.Set("AWS_EC2_METADATA_DISABLED", null);
        _aws.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", _aws.Address);

        Assert.Equal(HttpStatusCode.OK, await CallAsync(Access));

        Assert.Equal("instance token", _aws.Asked[0]);
        Assert.Contains("instance /latest/meta-data/iam/security-credentials/rollouts", _aws.Asked);
    }

    [Fact]
    public async Task A_profile_may_assume_a_role_of_its_own_with_an_external_id()
    {
        _aws.Set("AWS_ENDPOINT_URL_STS", _aws.Address);
        await File.AppendAllTextAsync(
            AwsEnvironment.Credentials,
            """

            [shifted]
            role_arn = arn:aws:iam::210987654321:role/shop
            source_profile = somebody
            external_id = shop-1
            region = eu-west-1

            """
        );

        Assert.Equal(HttpStatusCode.OK, await CallAsync(Access with { Profile = "shifted" }));

        Assert.Equal(["sts AssumeRole arn:aws:iam::210987654321:role/shop shop-1"], _aws.Asked);
    }

    [Fact]
    public async Task A_profile_may_be_signed_in_with_IAM_Identity_Center()
    {
        _aws.Set("AWS_ENDPOINT_URL_SSO", _aws.Address);
        _aws.Set("HOME", _aws.Folder("home"));
        await File.WriteAllTextAsync(
            AwsEnvironment.Config,
            """
            [profile signed-in]
            sso_session = shop
            sso_account_id = 123456789012
            sso_role_name = Rollouts
            region = eu-west-1

            [sso-session shop]
            sso_region = eu-west-1
            sso_start_url = https://shop.awsapps.com/start
            sso_registration_scopes = sso:account:access

            """
        );
        _aws.Write(
            CachedSignIn,
            $$"""
            {"startUrl":"https://shop.awsapps.com/start","region":"eu-west-1","accessToken":"signed-in",
            "expiresAt":"{{TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}
            """
        );

        Assert.Equal(HttpStatusCode.OK, await CallAsync(Access with { Profile = "signed-in" }));

        var asked = Assert.Single(_aws.Asked);
        Assert.Contains("account_id=123456789012", asked, StringComparison.Ordinal);
        Assert.Contains("role_name=Rollouts", asked, StringComparison.Ordinal);
        Assert.EndsWith(" signed-in", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_rotated_in_the_environment_is_found_after_the_old_one_is_rejected()
    {
        _peer.Keys.Clear();
        _peer.Keys.Add(new AwsKey("id-new", "secret-new"));
        _aws.Set("AWS_ACCESS_KEY_ID", "id-old");
        _aws.Set("AWS_SECRET_ACCESS_KEY", "secret-old");
        using var client = _peer.Client(Access);
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(client));

        _aws.Set("AWS_ACCESS_KEY_ID", "id-new");
        _aws.Set("AWS_SECRET_ACCESS_KEY", "secret-new");

        Assert.Equal(HttpStatusCode.OK, await CallAsync(client));
    }

    private async Task<HttpStatusCode> CallAsync(AwsAccess access)
    {
        using var client = _peer.Client(access);
        return await CallAsync(client);
    }

    private static async Task<HttpStatusCode> CallAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("x", UriKind.Relative));
        return response.StatusCode;
    }
}
