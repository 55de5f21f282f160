using System.Net;
using System.Text;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.RealReleases;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Servers;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Alarms;

/// <summary>A real Alertmanager takes the traffic of a real HAProxy back, and keeps the next release from starting.</summary>
public sealed class PushedAlarmTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    private readonly TempFolder _folder = new();
    private readonly int _port = Ports.Free(1)[0];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_alert_takes_a_release_back_at_once_and_keeps_the_next_one_queued_until_it_ends()
    {
        await using var alertmanager = await AlertmanagerServer.StartAsync(
            new Uri($"http://127.0.0.1:{_port}/alarms/am"),
            "authorization: { credentials: 'right' }"
        );
        RolloutId next;
        await using (var host = await StartAsync())
        {
            var first = await OpenAsync(host, "v2");
            await UntilAsync(host, first, state => state.Position.Step == 2, "the first release to hold at 50%");

            // Another name, and another environment.
            Assert.Equal(HttpStatusCode.OK, await PushByHandAsync(host, "Bearer right", name: "SearchDown"));
            Assert.Equal(HttpStatusCode.OK, await PushByHandAsync(host, "Bearer right", sender: "am-prod"));
            Assert.IsType<Status.Running>((await StateAsync(host, first)).Status);

            await alertmanager.FireAsync("CheckoutDown");
            var back = await UntilAsync(host, first, state => state.IsFinal, "it to be taken back");

            Assert.IsType<Status.RolledBack>(back.Status);
            Assert.Equal("0", (await shop.Router.SayAsync("get weight be_checkout/v2")).Split(' ')[0]);
            next = await OpenAsync(host, "v3");
            await UntilAsync(host, next, IsHeldByTheAlert, "the next release to wait for the alert");
        }

        // What rings is remembered by whoever comes next, and what somebody else says ends nothing.
        await using var another = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PushByHandAsync(another, "Bearer wrong"));
        Assert.Equal(HttpStatusCode.NotFound, await PushByHandAsync(another, "Bearer right", sender: "nobody"));
        Assert.Equal(HttpStatusCode.BadRequest, await PushByHandAsync(another, "Bearer right", body: "{}"));
        await UntilAsync(another, next, IsHeldByTheAlert, "it still to wait after a restart");

        await alertmanager.ResolveAsync("CheckoutDown");
        await UntilAsync(
            another,
            next,
            state => state.Status is Status.Running,
            "it to begin once the alert has ended"
        );
    }

    private static bool IsHeldByTheAlert(Rollout state) =>
        state.Status is Status.Queued && state.AlarmsRinging.Contains("CheckoutDown");

    private async Task<WorkerHost> StartAsync() =>
        await WorkerHost.StartAsync(
            new HostSettings(
                new FileInfo(_folder.Write("installation.yaml", Installation())),
                new DirectoryInfo(_folder["data"]),
                PostgresFrom: null,
                $"http://127.0.0.1:{_port}"
            ),
            default
        );

    private string Installation()
    {
        var token = _folder.Write("token", "right");
        return shop.Installation.Replace(
            "connections:",
            $$"""
            connections:
              am:
                alertmanager: { bearer: { file: '{{token}}' } }
                environments: [test]
              am-prod:
                alertmanager: { bearer: { file: '{{token}}' } }
                environments: [prod]
            """,
            StringComparison.Ordinal
        );
    }

    private static async Task<HttpStatusCode> PushByHandAsync(
        WorkerHost host,
        string authorization,
        string sender = "am",
        string name = "CheckoutDown",
        string? body = null
    )
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Address}/alarms/{sender}");
        request.Headers.Add("Authorization", authorization);
        request.Content = new StringContent(
            body
                ?? $$"""
                {"alerts":[{"status":"firing","labels":{"alertname":"{{name}}"},"fingerprint":"by-hand",
                "startsAt":"2026-11-21T10:00:00Z","endsAt":"0001-01-01T00:00:00Z"}]}
                """,
            Encoding.UTF8,
            "application/json"
        );
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<Rollout> UntilAsync(
        WorkerHost host,
        RolloutId id,
        Func<Rollout, bool> condition,
        string what
    )
    {
        Rollout? state = null;
        await Eventually.IsAsync(
            async () => condition(state = await StateAsync(host, id)),
            what + $"; it is {state?.Status} at {state?.Position}",
            Longest
        );
        return state!;
    }

    private static async Task<Rollout> StateAsync(WorkerHost host, RolloutId id)
    {
        var loaded = await host.Streams.LoadAsync([StreamName.Of(id)], default);
        return await host.Engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
    }

    private static async Task<RolloutId> OpenAsync(WorkerHost host, string version)
    {
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = version,
            Plan = PlanOf(host),
            Version = new VersionName(version),
            By = Actor.Person("alice"),
            Reason = "a test",
        };
        Assert.IsType<CommandResult<Rollout>.Accepted>(
            await host.Engine.Starter.StartAsync(order, answer: null, default)
        );
        return order.Id;
    }

    private static Plan PlanOf(WorkerHost host)
    {
        var reading = PlanReader.Read(
            "plan.yaml",
            """
            service: checkout
            environment: test
            target: { route: { connection: edge, haproxy: { proxy: be_checkout } } }
            backends: { slots: [v1, v2] }
            checks:
              - name: error-limit
                counts:
                  total: 'haproxy_server_http_responses_total{proxy="be_checkout",server="{backend}"}'
                  bad: 'haproxy_server_http_responses_total{proxy="be_checkout",server="{backend}",code="5xx"}'
                judge: { sequential: { against: { atMost: 1% } } }
                every: 1s
            strategy:
              canary:
                steps:
                  - shift: 50%
                  - hold: 10m
                  - shift: 100%
                  - bake: 2s
            rollBackOn: { alerts: [CheckoutDown] }
            """u8.ToArray(),
            host.Installation
        );
        Assert.Empty(reading.Problems);
        return reading.Plan!;
    }
}
