using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

/// <summary>Amazon Managed Prometheus: a real Prometheus behind a door that takes only what is signed for it.</summary>
[Collection(OnePrometheus.Name)]
public sealed class ManagedPrometheusTests(OnePrometheus.Shared shared) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Answers_what_is_signed_for_it()
    {
        await using var inbox = await HttpServer.StartAsync(RelayAsync);
        using var source = Open(inbox.Address, "right");

        var answer = await AskAsync(source);

        Assert.True(answer.TryGet(out var reading, out var fault), fault?.Message);
        Assert.Equal(7, Assert.IsType<Reading.Values>(reading).Candidate);
    }

    [Theory]
    [InlineData("wrong", "eu-west-1")]
    [InlineData("right", "us-east-1")]
    public async Task Refuses_the_wrong_key_and_the_wrong_region(string secret, string region)
    {
        await using var inbox = await HttpServer.StartAsync(RelayAsync);
        using var source = Open(inbox.Address, secret, region);

        var failed = Assert.IsType<Answer<Reading>.Failed>(await AskAsync(source));

        Assert.Equal(FaultKind.Denied, failed.Fault.Kind);
    }

    private static Task<Answer<Reading>> AskAsync(IMetricSource source)
    {
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        return source.Ask(
            [new MetricQuestion.Value(now, now, new ByArm(Query.Text("vector(7)"), Baseline: null))],
            default
        )[0];
    }

    private IMetricSource Open(Uri address, string secret, string region = "eu-west-1") =>
        Connected.Source(
            $$"""
            prometheus: {
              address: '{{new Uri(address, "workspaces/ws-1")}}',
              aws: {
                region: {{region}},
                accessKey: { id: { file: '{{_folder.Write("id", "AKIDEXAMPLE")}}' },
                             secret: { file: '{{_folder.Write(secret, secret)}}' } }
              }
            }
            """
        );

    private async Task RelayAsync(HttpContext context)
    {
        var signed = await SignedRequest.ReadAsync(context);
        AwsKey[] keys = [new AwsKey("AKIDEXAMPLE", "right")];
        if (new SignatureCheck("aps", "eu-west-1", keys, TimeProvider.System).Check(signed) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            await context.Response.WriteAsJsonAsync(new { message = refusal.Message });
            return;
        }

        var path = context.Request.Path.Value!.Replace("/workspaces/ws-1/", "", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shared.Server.Address, path));
        request.Content = new ByteArrayContent(signed.Body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(context.Request.ContentType!);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.ASCII.GetBytes($"{PrometheusServer.User}:{PrometheusServer.Password}"))
        );
        using var response = await _client.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        await context.Response.WriteAsync(await response.Content.ReadAsStringAsync());
    }
}
