using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rollouts.Bench.Engine;

/// <summary>
/// What is outside, in a process of its own so that its work is not counted as the worker's: a source that speaks
/// Prometheus' query API, and a router that speaks HAProxy's runtime API and notes when it was written to.
/// </summary>
internal static class Outside
{
    private const double RequestsPerSecond = 40;

    private static readonly ConcurrentDictionary<string, int> Weights = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, long> Written = new(StringComparer.Ordinal);

    /// <param name="services">How many a real Prometheus finds on the page; 0 where it is played here.</param>
    public static async Task ServeAsync(int metrics, int runtime, int services = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{metrics}");
        await using var app = builder.Build();
        app.MapPost("/api/v1/query", AnswerAsync);
        app.MapGet("/metrics", () => Results.Text(Page(services), "text/plain; version=0.0.4"));
        app.MapGet(
            "/written/{proxy}",
            (string proxy) => Written.TryGetValue(proxy, out var at) ? Results.Text($"{at}") : Results.NotFound()
        );
        _ = ListenAsync(runtime);
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var query = form["query"].ToString();
        var until = double.Parse(form["time"].ToString(), CultureInfo.InvariantCulture);
        var range = int.Parse(Between(query, "[", "s]"), CultureInfo.InvariantCulture);
        var metric = query[..query.IndexOf('{')];
        var app = Between(query, "app=\"", "\"");
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Series(metric, app, until - range, until));
    }

    private static string Page(int services)
    {
        var text = new StringBuilder();
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        foreach (var metric in new[] { "http_requests_total", "http_answers_total" })
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {metric} counter\n");
            for (var service = 0; service < services; service++)
            {
                foreach (var (version, code, share) in Shares())
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{metric}{{app=\"s{service}\",version=\"{version}\",code=\"{code}\"}} {CountAt(now, share):0}\n"
                    );
                }
            }
        }

        return text.ToString();
    }

    // One request in a thousand fails on both versions.
    private static IEnumerable<(string Version, string Code, double Share)> Shares() =>
        from version in new[] { (Name: "blue", Share: 0.95), (Name: "green", Share: 0.05) }
        from code in new[] { (Name: "200", Of: 0.999), (Name: "500", Of: 0.001) }
        select (version.Name, code.Name, version.Share * code.Of);

    private static double CountAt(double at, double share) => Math.Floor((at - 1.7e9) * RequestsPerSecond * share);

    // Scraped every five seconds.
    private static string Series(string metric, string app, double from, double until)
    {
        var text = new StringBuilder("""{"status":"success","data":{"resultType":"matrix","result":[""");
        var first = true;
        foreach (var (version, code, share) in Shares())
        {
            text.Append(first ? "" : ",");
            first = false;
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""{"metric":{"__name__":"{{metric}}","app":"{{app}}","version":"{{version}}","code":"{{code}}"},"values":["""
            );
            var comma = "";
            for (var at = Math.Ceiling(from / 5) * 5; at <= until; at += 5)
            {
                text.Append(CultureInfo.InvariantCulture, $"{comma}[{at},\"{CountAt(at, share):0}\"]");
                comma = ",";
            }

            text.Append("]}");
        }

        return text.Append("]}}").ToString();
    }

    private static async Task ListenAsync(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(backlog: 4_096);
        while (true)
        {
            _ = TalkAsync(await listener.AcceptTcpClientAsync());
        }
    }

    private static async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            var room = new byte[4_096];
            var count = await client.GetStream().ReadAsync(room);
            var line = Encoding.ASCII.GetString(room, 0, count).TrimEnd('\n');
            var answer = new StringBuilder();
            foreach (var command in line.Split("; "))
            {
                answer.Append(Do(command));
            }

            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer.Append('\n').ToString()));
        }
    }

    private static string Do(string command)
    {
        var words = command.Split(' ');
        if (words is ["set", "weight", var server, var weight])
        {
            Weights[server] = int.Parse(weight, CultureInfo.InvariantCulture);
            Written[server[..server.IndexOf('/')]] = Stopwatch.GetTimestamp();
            return "";
        }

        var proxy = words[2];
        var table = new StringBuilder("# pxname,svname,status,weight,bck,uweight,\n");
        foreach (var (name, usual) in new[] { ("blue", 256), ("green", 0) })
        {
            var now = Weights.GetValueOrDefault($"{proxy}/{name}", usual);
            table.Append(CultureInfo.InvariantCulture, $"{proxy},{name},UP,{now},0,{now},\n");
        }

        return table.ToString();
    }

    private static string Between(string text, string open, string close)
    {
        var from = text.IndexOf(open, StringComparison.Ordinal) + open.Length;
        return text[from..text.IndexOf(close, from, StringComparison.Ordinal)];
    }
}
