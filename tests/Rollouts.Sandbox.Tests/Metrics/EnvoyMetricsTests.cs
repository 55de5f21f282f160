using System.Diagnostics;

namespace Rollouts.Sandbox.Tests.Metrics;

/// <summary>What the front counts, in Envoy's words.</summary>
public sealed class EnvoyMetricsTests : SandboxTest
{
    [Fact]
    public async Task Every_request_is_counted_by_version_and_status()
    {
        Share(("checkout-v1", 75), ("checkout-v2", 25));
        await PutAsync("shop/checkout-v2", new { errorRate = 1 });
        await ShopAsync(40);

        var page = (await GetAsync("metrics")).Split('\n');

        const string v1 = "envoy_cluster_name=\"cds_egress_demo_checkout-v1_http_8080\"";
        const string v2 = "envoy_cluster_name=\"cds_egress_demo_checkout-v2_http_8080\"";
        Assert.Contains($"envoy_cluster_upstream_rq{{envoy_response_code=\"200\",{v1}}} 30", page);
        Assert.Contains($"envoy_cluster_upstream_rq{{envoy_response_code=\"500\",{v2}}} 10", page);
        Assert.Contains($"envoy_cluster_upstream_rq_xx{{envoy_response_code_class=\"5\",{v2}}} 10", page);
        Assert.Contains($"envoy_cluster_upstream_rq_time_bucket{{{v1},le=\"+Inf\"}} 30", page);
        Assert.Contains($"envoy_cluster_upstream_rq_time_count{{{v2}}} 10", page);
        Assert.Equal(page, (await GetAsync("stats/prometheus")).Split('\n'));
    }

    [Fact]
    public async Task Prometheus_itself_can_read_the_page()
    {
        await ShopAsync(20);

        using var judge = Process.Start(
            new ProcessStartInfo("promtool", ["check", "metrics"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var words = judge.StandardError.ReadToEndAsync();
        await judge.StandardInput.WriteAsync(await GetAsync("metrics"));
        judge.StandardInput.Close();
        await judge.WaitForExitAsync();

        // 3 is advice on names, which are Envoy's and not ours; 1 is a page that cannot be read.
        Assert.True(judge.ExitCode is 0 or 3, await words);
    }
}
