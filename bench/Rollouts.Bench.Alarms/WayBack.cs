using System.Text;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Tests.Sandboxed;

namespace Rollouts.Bench.Alarms;

/// <summary>One release at half of the traffic over the sandbox's Kong, and what takes it back.</summary>
internal static class WayBack
{
    private const string Steps = "{ shift: 50% }, { hold: 1h }";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static async Task<TimeSpan> ByAlarmAsync()
    {
        await using var shop = await KongShop.StartAsync();
        await using var releases = await AtHalfAsync(shop, "10s", "10s");
        using var client = new HttpClient();
        using var push = new HttpRequestMessage(HttpMethod.Post, new Uri(releases.Address, "alarms/alarms"));
        push.Headers.Add("x-api-key", await File.ReadAllTextAsync(shop.Token));
        push.Content = new StringContent(Event(), Encoding.UTF8, "application/json");

        var began = TimeProvider.System.GetTimestamp();
        using var response = await client.SendAsync(push);
        response.EnsureSuccessStatusCode();
        return await BackAsync(shop, began);
    }

    public static async Task<TimeSpan> ByCloudWatchAsync(string period, string settling)
    {
        await using var shop = await KongShop.StartAsync();
        await using var releases = await AtHalfAsync(shop, period, settling);

        var began = TimeProvider.System.GetTimestamp();
        shop.Failing = KongShop.Green;
        return await BackAsync(shop, began);
    }

    private static async Task<ShopReleases> AtHalfAsync(KongShop shop, string period, string settling)
    {
        var releases = await ShopReleases.StartAsync(shop, settling);
        var id = await releases.OpenAsync("v2", period, Steps);
        await releases.UntilAsync(id, IsHolding, "the release to hold at 50%", Longest);
        return releases;
    }

    private static bool IsHolding(Rollout state) => state.Position.Step == 2;

    private static async Task<TimeSpan> BackAsync(KongShop shop, long began)
    {
        await Eventually.IsAsync(() => shop.WeightOf(KongShop.Green) == 0, "the weights to be restored", Longest);
        return TimeProvider.System.GetElapsedTime(began);
    }

    private static string Event() =>
        $$"""
            {
              "detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch", "account": "123456789012",
              "region": "eu-west-1", "time": "{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}",
              "detail": { "alarmName": "shop-5xx", "state": { "value": "ALARM", "reason": "Threshold Crossed" } }
            }
            """;
}
