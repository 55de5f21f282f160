namespace Rollouts.Domain.Tests;

public sealed class ValueListTests
{
    [Fact]
    public void Equals_another_list_of_equal_items()
    {
        ValueList<string> one = ["a", "b"];
        ValueList<string> other = ["a", "b"];

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, ["b", "a"]);
    }

    [Fact]
    public void Is_empty_until_it_is_given_items()
    {
        Assert.Equal(default, (ValueList<int>)[]);
        Assert.Equal([5], default(ValueList<int>).Add(5));
    }

    [Fact]
    public void Changes_by_making_a_new_list()
    {
        ValueList<int> list = [1, 2, 3];

        Assert.Equal([1, 9, 3], list.Replace(1, 9));
        Assert.Equal([1, 2, 3], list);
    }
}
