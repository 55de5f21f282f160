using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Rollouts.Api.Tests.Ci;

/// <summary>Each way of being known starts a version; what signs is the software of others where there is any.</summary>
public sealed class EverySenderTests : CiTest
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly string At = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString();

    protected override string Connections =>
        base.Connections
        + $$"""
              standard:
                standardWebhooks: { secrets: [{ file: {{Folder.Write("standard", Secret)}} }] }
              lab:
                gitlab: { signingTokens: [{ file: {{Folder.Write("lab", Secret)}} }] }
              aws:
                cloudEvents: { apiKey: { file: {{Folder.Write("aws", "right")}} } }
              own:
                hmac:
                  secret: { file: {{Folder.Write("own", "topsecret")}} }
                  header: X-Signature
                  timestamp: X-Time
                  id: X-Id
                  signed: '{id}.{timestamp}.{body}'

            """;

    protected override string Sections =>
        base.Sections
        + """
              standard: { from: standard, on: image.built, service: shop, environment: staging, version: "${event.tag}" }
              lab: { from: lab, on: release, service: shop, environment: staging, version: "${event.tag}" }
              own: { from: own, on: image.built, service: shop, environment: staging, version: "${event.tag}" }
              aws:
                from: aws
                on: ecr.push
                service: ${event.detail.repository-name | after acme/}
                environment: staging
                version: ${event.detail.image-digest}

            """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Administrator.PostAsync("plans", Releases.Plan);
    }

    [Fact]
    public async Task GitHub_signed_by_octokit()
    {
        var body = Release("v2");
        var signed = await NodeClient.RunAsync(
            "sign-github.mjs",
            [JsonSerializer.Serialize(new { secret = "topsecret", body })]
        );

        await StartsAsync(
            "v2",
            "hub",
            body,
            ("X-GitHub-Event", "release"),
            ("X-GitHub-Delivery", "d1"),
            ("X-Hub-Signature-256", signed[0])
        );
    }

    [Theory]
    [InlineData("standard", """{"type":"image.built","tag":"v2"}""")]
    [InlineData("lab", """{"object_kind":"release","tag":"v2"}""")]
    public async Task Standard_Webhooks_signed_by_the_official_library(string connection, string body)
    {
        var signed = await NodeClient.RunAsync(
            "sign-webhook.mjs",
            [
                JsonSerializer.Serialize(
                    new
                    {
                        secret = Secret,
                        id = "msg_1",
                        at = long.Parse(At),
                        body,
                    }
                ),
            ]
        );

        await StartsAsync(
            "v2",
            connection,
            body,
            ("webhook-id", "msg_1"),
            ("webhook-timestamp", At),
            ("webhook-signature", signed[0])
        );
    }

    [Fact]
    public Task An_image_pushed_to_ECR() =>
        StartsAsync(
            "sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234",
            "aws",
            """
            {"version":"0","id":"13cde686-328b-6117-af20-0e5566167482","detail-type":"ECR Image Action","source":"aws.ecr",
             "account":"123456789012","time":"2019-11-16T01:54:34Z","region":"us-west-2","resources":[],
             "detail":{"result":"SUCCESS","repository-name":"acme/shop","action-type":"PUSH","image-tag":"latest",
               "image-digest":"sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234"}}
            """,
            ("x-api-key", "right")
        );

    [Fact]
    public async Task A_signature_of_ones_own()
    {
        const string body = """{"type":"image.built","tag":"v2"}""";
        var right = Convert.ToHexStringLower(
            HMACSHA256.HashData("topsecret"u8, Encoding.UTF8.GetBytes($"b1.{At}.{body}"))
        );

        (
            await PostAsync("own", Encoding.UTF8.GetBytes(body), ("X-Signature", right), ("X-Time", At), ("X-Id", "b2"))
        ).IsRefused(401, "ci.not-taken");
        await StartsAsync("v2", "own", body, ("X-Signature", right), ("X-Time", At), ("X-Id", "b1"));
    }

    private async Task StartsAsync(string version, string to, string body, params (string Name, string Value)[] headers)
    {
        (await PostAsync(to, Encoding.UTF8.GetBytes(body), headers)).Is(202);

        Assert.Equal(version, (await OnlyRolloutAsync()).GetProperty("version").GetString());
        Assert.Equal(["trigger.fired.v1", "trigger.started.v1"], await LogAsync(2, to));
    }
}
