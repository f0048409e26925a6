"""Made-up data for a first look: the office of Kabupaten Probolinggo and its bimtek of December 2019.

The places, the days, the venues and the headcount are real (a published event of 264 people); every person,
number, address and decree is invented.
"""
