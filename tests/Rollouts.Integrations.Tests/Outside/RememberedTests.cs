using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Outside;

public sealed class RememberedTests
{
    [Fact]
    public void What_was_made_once_is_not_made_again()
    {
        var made = 0;
        var remembered = new BoundedCache<int, int>(most: 10);

        Assert.Equal([4, 4], new[] { 2, 2 }.Select(key => remembered.GetOrMake(key, Square)));
        Assert.Equal(1, made);

        int Square(int key)
        {
            made++;
            return key * key;
        }
    }

    [Fact]
    public void Beyond_its_bound_it_forgets_all_and_goes_on()
    {
        var remembered = new BoundedCache<int, string>(most: 3);
        foreach (var key in Enumerable.Range(0, 4))
        {
            remembered.Keep(key, "kept");
        }

        Assert.False(remembered.TryGet(0, out _));
        remembered.Keep(0, "again");
        remembered.Keep(0, "and again");
        Assert.True(remembered.TryGet(0, out var kept));
        Assert.Equal("and again", kept);
    }
}
