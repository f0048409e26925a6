"""Made-up data for a first look: the office of Kabupaten Probolinggo, its bimtek and a meeting of today.

The bimtek's places, days, venues and headcount are real (a published event of 264 people); every person,
number, address and decree is invented.
"""
