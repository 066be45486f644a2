namespace Ctre.Losses;

/// <summary>How much a row counts in the loss.</summary>
public enum ClassWeightKind
{
    /// <summary>Every row counts the same, so frequent classes count most.</summary>
    None,

    /// <summary>
    /// Every class counts the same: a row of class c has the weight rows / (classes · rows of c) over the training rows (King and Zeng
    /// 2001; as scikit-learn). The mean weight is 1.
    /// </summary>
    Balanced,
}
