using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using static Rollouts.Sandbox.LoadBalancers.ElbAccount;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>The calls that describe.</summary>
internal sealed class ElbReads(ElbAccount account)
{
    private const int MostOfPage = 400;
    private const int MostTagged = 20;

    /// <summary>The content of the result; null if there is no such call.</summary>
    public JsonObject? Answer(string action, JsonObject asked) =>
        action switch
        {
            "DescribeLoadBalancers" => Page(
                asked,
                "LoadBalancers",
                Balancers(asked),
                "LoadBalancerArns",
                "Names",
                "PageSize"
            ),
            "DescribeListeners" => Page(
                asked,
                "Listeners",
                Listeners(asked),
                "LoadBalancerArn",
                "ListenerArns",
                "PageSize"
            ),
            "DescribeRules" => Page(asked, "Rules", Rules(asked), "ListenerArn", "RuleArns", "PageSize"),
            "DescribeTargetGroups" => Page(
                asked,
                "TargetGroups",
                Groups(asked),
                "LoadBalancerArn",
                "TargetGroupArns",
                "Names",
                "PageSize"
            ),
            "DescribeTargetHealth" => Health(asked),
            "DescribeTags" => Tags(asked),
            _ => null,
        };

    private IEnumerable<JsonObject> Balancers(JsonObject asked)
    {
        var (arns, names) = (Texts(asked, "LoadBalancerArns"), Texts(asked, "Names"));
        return arns.Count > 0 && names.Count > 0 ? throw Invalid("LoadBalancerArns and Names cannot be combined")
            : arns.Count > 0
                ? [.. arns.Select(arn => account.Balancer(arn) ?? throw new ElbException(ElbError.NoBalancer(arn)))]
            : names.Count > 0
                ?
                [
                    .. names.Select(name =>
                        account.Balancers.Find(one => TextOf(one, "LoadBalancerName") == name)
                        ?? throw new ElbException(ElbError.NoBalancer(name))
                    ),
                ]
            : account.Balancers;
    }

    private IEnumerable<JsonObject> Listeners(JsonObject asked)
    {
        var (balancer, arns) = (TextOf(asked, "LoadBalancerArn"), Texts(asked, "ListenerArns"));
        if (balancer.Length > 0 == arns.Count > 0)
        {
            throw Invalid("You must specify either listener ARNs or a load balancer ARN");
        }

        return arns.Count > 0
                ? [.. arns.Select(arn => account.Listener(arn) ?? throw new ElbException(ElbError.NoListener(arn)))]
            : account.Balancer(balancer) is null ? throw new ElbException(ElbError.NoBalancer(balancer))
            : account.Listeners.Where(one => TextOf(one, "LoadBalancerArn") == balancer);
    }

    private IEnumerable<JsonObject> Rules(JsonObject asked)
    {
        var (listener, arns) = (TextOf(asked, "ListenerArn"), Texts(asked, "RuleArns"));
        if (listener.Length > 0 == arns.Count > 0)
        {
            throw Invalid("You must specify either listener rule ARNs or a listener ARN");
        }

        return arns.Count > 0
                ? [.. arns.Select(arn => account.Rule(arn)?.Rule ?? throw new ElbException(ElbError.NoRule(arn)))]
            : account.Listener(listener) is null ? throw new ElbException(ElbError.NoListener(listener))
            : account.RulesOf(listener);
    }

    private IEnumerable<JsonObject> Groups(JsonObject asked)
    {
        var (arns, names) = (Texts(asked, "TargetGroupArns"), Texts(asked, "Names"));
        return arns.Count > 0
                ? [.. arns.Select(arn => account.Group(arn) ?? throw new ElbException(ElbError.NoGroup(arn)))]
            : names.Count > 0
                ? [.. names.Select(name => account.GroupNamed(name) ?? throw new ElbException(ElbError.NoGroup(name)))]
            : account.Groups;
    }

    private JsonObject Health(JsonObject asked)
    {
        var arn = TextOf(asked, "TargetGroupArn");
        Known(asked, "TargetGroupArn", "Targets", "Include");
        return account.Group(arn) is null
            ? throw new ElbException(ElbError.NoGroup(arn))
            : new()
            {
                ["TargetHealthDescriptions"] = new JsonArray([.. account.Targets[arn].Select(one => one.DeepClone())]),
            };
    }

    private JsonObject Tags(JsonObject asked)
    {
        Known(asked, "ResourceArns");
        var arns = Texts(asked, "ResourceArns");
        if (arns.Count is 0 or > MostTagged)
        {
            throw Invalid($"You can describe the tags of 1 to {MostTagged} resources");
        }

        return new()
        {
            ["TagDescriptions"] = new JsonArray([
                .. arns.Select(arn => new JsonObject
                {
                    ["ResourceArn"] = ElbChanges.Tagged(account, arn),
                    ["Tags"] = new JsonArray([
                        .. account
                            .Tags.GetValueOrDefault(arn, [])
                            .Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }),
                    ]),
                }),
            ]),
        };
    }

    private static JsonObject Page(JsonObject asked, string list, IEnumerable<JsonObject> found, params string[] known)
    {
        Known(asked, [.. known, "Marker"]);
        var text = TextOf(asked, "PageSize");
        if (text.Length > 0 && Number(text) is not (>= 1 and <= MostOfPage))
        {
            throw Invalid($"PageSize must be between 1 and {MostOfPage}");
        }

        var all = found.ToList();
        var size = text.Length > 0 ? Number(text)!.Value : MostOfPage;
        var marker = TextOf(asked, "Marker");
        var from = marker.Length == 0 ? 0 : PlaceOf(marker, list);
        if (from < 0 || from > all.Count)
        {
            throw Invalid($"Marker '{marker}' is not valid");
        }

        JsonObject page = new()
        {
            [list] = new JsonArray([.. all.Skip(from).Take(size).Select(one => one.DeepClone())]),
        };
        if (from + size < all.Count)
        {
            page["NextMarker"] = MarkerOf(from + size, list);
        }

        return page;
    }

    /// <summary>
    /// AWS ignores what it does not know. Here it is refused, because a misspelt parameter must be noticed.
    /// </summary>
    public static void Known(JsonObject asked, params string[] names)
    {
        if (asked.Select(part => part.Key).FirstOrDefault(name => !names.Contains(name)) is { } other)
        {
            throw Invalid($"'{other}' is no parameter of this call");
        }
    }

    private static string MarkerOf(int place, string list) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{list} {place}")));

    private static int PlaceOf(string marker, string list)
    {
        var bytes = new byte[marker.Length];
        return
            Convert.TryFromBase64String(marker, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ') is [var of, var place]
            && of == list
            ? Number(place) ?? -1
            : -1;
    }

    private static List<string> Texts(JsonObject asked, string name) =>
        [.. (asked[name] as JsonArray ?? []).Select(one => one?.ToString() ?? "")];

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ElbException Invalid(string message) => new(ElbError.Invalid(message));
}
